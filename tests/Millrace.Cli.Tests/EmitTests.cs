using System.Diagnostics;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace emit</c>.</summary>
public sealed class EmitTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");

    private string Output => Path.Combine(folder.FullName, "rtl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_the_readme_says_can_be_done()
    {
        Assert.Matches(
            $"^width-converter: [0-9]+ files in {Output}; see {Path.Combine(Output, "README.md")}\n$",
            CommandRun.Output("emit", "--kernel", "width-converter", "--output", Output));
        var readme = File.ReadAllText(Path.Combine(Output, "README.md"));
        var commands = readme.Split('\n').Where(l => l.StartsWith("    ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, commands.Length);
        var start = new ProcessStartInfo("bash", ["-ec", string.Join('\n', commands)])
        {
            WorkingDirectory = Output,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said + await error);
        Assert.Contains("ended 1", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("systemverilog")]
    [InlineData("vitis-hls")]
    public void Json_says_what_was_written(string target)
    {
        var result = CommandRun.Json("emit", "--kernel", "fork", "--target", target, "--output", Output);
        Assert.Equal(
            ("fork", target, Output),
            (result.GetProperty("name").GetString(), result.GetProperty("target").GetString(), result.GetProperty("folder").GetString()));
        Assert.Equal(
            Directory.GetFiles(Output, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Output, f)).Order(StringComparer.Ordinal),
            result.GetProperty("files").EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public void Every_file_is_described()
    {
        CommandRun.Output("emit", "--kernel", "linear-streamed", "--output", Output, "--target", "systemverilog");
        var readme = File.ReadAllText(Path.Combine(Output, "README.md"));
        Assert.All(folder.GetDirectories()[0].GetFiles().Where(f => f.Name != "README.md"),
            f => Assert.Contains($"| {f.Name} | ", readme, StringComparison.Ordinal));
        Assert.Contains("| weight_memory.hex | contents of an off-chip memory, for the test bench |", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_of_Vitis_has_its_description_and_a_script()
    {
        CommandRun.Output("emit", "--kernel", "linear-streamed", "--output", Output, "--target", "vitis-rtl");
        var readme = File.ReadAllText(Path.Combine(Output, "README.md"));
        var top = Directory.GetFiles(Path.Combine(Output, "hdl"), "*_kernel.v").Single();
        Assert.Contains($"| hdl/{Path.GetFileName(top)} | ", readme, StringComparison.Ordinal);
        Assert.Contains("| 0x10 | ", readme, StringComparison.Ordinal);
        Assert.Contains("| m_axi_weight_memory_* | loads | ", readme, StringComparison.Ordinal);
        var description = File.ReadAllText(Path.Combine(Output, "kernel.xml"));
        Assert.Contains(Path.GetFileNameWithoutExtension(top), description, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Output, "package_kernel.tcl")));
        Assert.True(File.Exists(Path.Combine(Output, "xilinx", "mr_clock_gate.v")));
    }

    [Fact]
    public async Task Cpp_for_Vitis_HLS_is_compiled_and_compared_by_one_command()
    {
        CommandRun.Output("emit", "--kernel", "linear-streamed", "--output", Output, "--target", "vitis-hls");
        var readme = File.ReadAllText(Path.Combine(Output, "README.md"));
        Assert.Contains("    make csim  ", readme, StringComparison.Ordinal);
        var sources = Directory.GetFiles(Path.Combine(Output, "src")).Select(Path.GetFileName);
        Assert.All(
            sources.Where(f => !f!.EndsWith("_contents.h", StringComparison.Ordinal)),
            f => Assert.Contains($"| src/{f} | ", readme, StringComparison.Ordinal));
        var start = new ProcessStartInfo("make", ["csim"]) { WorkingDirectory = Output, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        Assert.Matches("\\n[1-9][0-9]* elements, 0 differences\\n", said);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_replaced_only_if_told_so()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "mine.txt"), "");
        Assert.Equal(
            $"{Output}: the folder is not empty; name a new one, or replace it with --force.",
            CommandRun.Refusal("emit", "--kernel", "fork", "--output", Output));
        CommandRun.Output("emit", "--kernel", "fork", "--output", Output, "--force");
        Assert.False(File.Exists(Path.Combine(Output, "mine.txt")));
        Assert.True(File.Exists(Path.Combine(Output, "fork_network.sv")));
        Assert.Equal(["rtl"], folder.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public void Nothing_is_left_if_it_is_interrupted()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            WholeFolder.Write(Output, new Dictionary<string, string> { ["a"] = "" }, false, stopped.Token));
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named() => Assert.StartsWith(
        "/proc/rtl: the folder cannot be written (", CommandRun.Refusal("emit", "--kernel", "fork", "--output", "/proc/rtl"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("emit --kernel fork", "where to write is needed: --output DIR.")]
    [InlineData("emit --output x", "what to take is needed: --kernel NAME or --design FILE.json.")]
    [InlineData("emit --output x --kernel fork --design d.json", "--kernel and --design were both given, but only one can be.")]
    [InlineData(
        "emit --output x --kernel fork --target vhdl",
        "--target is \"vhdl\", but it must be systemverilog or vitis-rtl or vitis-hls.")]
    [InlineData(
        "emit --output x --kernel linear --set inputs=768 outputs=3072 columns=768 group_columns=768 output_lanes=16 rows=512",
        "a launch of linear takes 1,221 MB of words as text; choose a smaller one, such as fewer rows or words: "
        + "the hardware stays the same.")]
    [InlineData("emit --output x --set a=b", "--set is for a kernel; give --kernel NAME too.")]
    public void Mistakes_are_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ')));
}
