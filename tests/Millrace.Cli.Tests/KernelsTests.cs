using Millrace.Kernels;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace kernels</c> and <c>millrace kernel</c>.</summary>
public sealed class KernelsTests
{
    public static TheoryData<string> Names => [.. KernelCatalogue.All.Select(k => k.Name)];

    [Fact]
    public void All_kernels_are_listed()
    {
        var text = CommandRun.Output("kernels");
        Assert.All(KernelCatalogue.All, k => Assert.Contains($"  {k.Name} ", text, StringComparison.Ordinal));
        var json = CommandRun.Json("kernels").GetProperty("kernels");
        Assert.Equal(KernelCatalogue.All.Select(k => k.Name), json.EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        var fork = json.EnumerateArray().Single(k => k.GetProperty("name").GetString() == "fork");
        Assert.Equal("element", fork.GetProperty("parameters")[0].GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_kernel_is_shown(string name)
    {
        var text = CommandRun.Output("kernel", name);
        Assert.StartsWith($"{name}: ", text, StringComparison.Ordinal);
        Assert.Contains(" cycles for a launch with ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_cycles_and_channels_are_those_of_the_launch()
    {
        var json = CommandRun.Json("kernel", "fork", "--set", "lanes=3", "words=5", "--set", "element=uint7");
        Assert.Equal(7, json.GetProperty("cycles").GetInt64());
        var x = json.GetProperty("ports")[0];
        Assert.Equal(("x", "in", "Vec(UInt(7), 3)", 21, 5), (
            x.GetProperty("name").GetString(), x.GetProperty("direction").GetString(), x.GetProperty("type").GetString(),
            x.GetProperty("bits").GetInt32(), x.GetProperty("words").GetInt32()));
        Assert.Equal(5, json.GetProperty("launch").GetProperty("words").GetInt32());
        Assert.Equal(5, json.GetProperty("processes")[0].GetProperty("firings").GetInt32());
        Assert.True(json.GetProperty("resources").GetProperty("lut").GetInt64() > 0);
    }

    [Fact]
    public void The_diagram_says_what_comes_from_where()
    {
        var text = CommandRun.Output("kernel", "reorder");
        Assert.Contains(
            "[fill]  II 1, depth 1, 30 firings\n    <-- host: x, Vec(Int(24), 2), depth 2, 30 elements\n"
            + "    ==> empty: tile, Vec(Int(24), 2), ping-pong, 2 blocks of 18 words, 2 blocks\n[empty]  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphviz_gets_processes_ports_memories_and_channels()
    {
        using var model = Tiny.WithoutText();
        var file = Path.Combine(model.Folder, "cache.dot");
        CommandRun.Output("kernel", "key-value-cache", "--dot", file);
        var dot = File.ReadAllText(file);
        Assert.StartsWith("digraph \"cache\" {\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"port x\" -> \"gather\" [label=\"Vec(Int(8), 2)\\ndepth 2\"];\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"gather\" -> \"store\" [label=\"Vec(Int(8), 4)\\nblocks 2\", style=bold];\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"memory cache\" -> \"load\" [style=dashed];\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"store\" -> \"memory cache\" [style=dashed];\n", dot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel sofmax", "there is no kernel \"sofmax\"; the nearest names are softmax, argmax, fork.")]
    [InlineData("kernel fork --set lane=1", "kernel 'fork' has no parameter 'lane'; it has element, lanes, words.")]
    [InlineData("kernel fork --set lanes", "--set is \"lanes\", but it must be key=value, as in --set lanes=8 rows=5.")]
    [InlineData("kernel fork --set lanes=1 lanes=2", "--set gives lanes twice.")]
    [InlineData("kernel", "Required argument missing for command: 'kernel'.")]
    public void Mistakes_are_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ')));

    [Theory]
    [InlineData("kernel linear --set input_lanes=6", "kernel 'linear': 'input_lanes' is 6; a multiple of the 4 lanes and at least 8 is needed")]
    [InlineData("kernel softmax --set columns=17", "argument 'columns' of network 'softmax' is 17; 0 to 16 is allowed")]
    public void What_a_kernel_refuses_comes_through(string line, string sentence)
    {
        var run = CommandRun.Of(line.Split(' '));
        Assert.Equal(("", 2), (run.Out, run.Code));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }
}
