using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace synth</c>.</summary>
public sealed class SynthTests
{
    [Fact]
    public void A_kernel_is_synthesized_and_compared_with_the_estimate()
    {
        var run = CommandRun.Of("synth", "--kernel", "fork", "--set", "lanes=1", "--json");
        Assert.True(run.Code == 0, run.Error);
        var json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("fork", json.GetProperty("name").GetString());
        var part = json.GetProperty("parts")[0];
        Assert.Equal(("fork", "process"), (part.GetProperty("path").GetString(), part.GetProperty("kind").GetString()));
        Assert.True(part.GetProperty("synthesized").GetProperty("ff").GetInt64() > 0);
        Assert.True(part.GetProperty("estimated").GetProperty("ff").GetInt64() > 0);
        var path = json.GetProperty("paths")[0];
        Assert.Equal(json.GetProperty("clock_mhz").GetDouble(), path.GetProperty("mhz").GetDouble());

        // The second time the netlist is there.
        var text = CommandRun.Output("synth", "--kernel", "fork", "--set", "lanes=1");
        Assert.StartsWith("fork: estimate / Yosys synth_xilinx -family xcup\n", text, StringComparison.Ordinal);
        Assert.Contains("  difference ", text, StringComparison.Ordinal);
        Assert.EndsWith("by the longest path, in fork: by assumed delays, before placement\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        using var stopped = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var run = CommandRun.Of("", ["synth", "--kernel", "softmax", "--no-cache"], stopped.Token);
        Assert.Equal(130, run.Code);
    }

    [Theory]
    [InlineData("synth", "what to take is needed: --kernel NAME or --design FILE.json.")]
    [InlineData("synth --kernel forks", "there is no kernel \"forks\"; the nearest names are fork, join, merge.")]
    public void Mistakes_are_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ')));
}
