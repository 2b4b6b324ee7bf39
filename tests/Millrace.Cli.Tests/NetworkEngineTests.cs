using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary>The accelerator behind the command: the integer engine's bits, with cycles.</summary>
public sealed class NetworkEngineTests
{
    private static readonly string[] Line = ["--prompt", "Hi", "--max-new-tokens", "5", "--seed", "3"];

    [Fact]
    public void Generates_what_the_integer_engine_does_and_counts_cycles()
    {
        using var checkpoint = Tiny.WithText();
        var network = CommandRun.Json(["generate", "--model", checkpoint.Folder, .. Line]);
        var integer = CommandRun.Json(["generate", "--model", checkpoint.Folder, "--engine", "integer", .. Line]);
        Assert.Equal(integer.GetProperty("tokens").GetRawText(), network.GetProperty("tokens").GetRawText());
        Assert.Equal("network", network.GetProperty("engine").GetString());
        Assert.Equal("u280", network.GetProperty("device").GetString());
        Assert.Equal(300, network.GetProperty("clock_mhz").GetDouble());
        Assert.Equal("assumption", network.GetProperty("clock_basis").GetString());
        Assert.Equal("cycle-exact simulation", network.GetProperty("fidelity").GetString());
        var prefill = network.GetProperty("prefill");
        Assert.Equal(2, prefill.GetProperty("tokens").GetInt32());
        RequireTime(prefill, 300);
        var decode = network.GetProperty("decode").EnumerateArray().ToArray();
        Assert.Equal(network.GetProperty("tokens").GetArrayLength() - 1, decode.Length);
        Assert.All(decode, d => RequireTime(d, 300));
        Assert.NotEmpty(network.GetProperty("engines").EnumerateArray());
        Assert.All(network.GetProperty("engines").EnumerateArray(), e => Assert.InRange(e.GetProperty("prefill").GetDouble(), 0, 1));
    }

    [Fact]
    public void The_clock_changes_milliseconds_and_perhaps_cycles_of_memory()
    {
        using var checkpoint = Tiny.WithText();
        var json = CommandRun.Json(["generate", "--model", checkpoint.Folder, "--clock", "100", .. Line]);
        Assert.Equal(100, json.GetProperty("clock_mhz").GetDouble());
        RequireTime(json.GetProperty("prefill"), 100);
    }

    [Fact]
    public void Prints_tables_behind_the_text()
    {
        using var checkpoint = Tiny.WithText();
        var text = CommandRun.Output(["generate", "--model", checkpoint.Folder, .. Line]);
        Assert.Contains("\ncycle-exact simulation on u280 at 300 MHz (the clock is an assumption", text, StringComparison.Ordinal);
        Assert.Contains("prefill of 2 tokens", text, StringComparison.Ordinal);
        Assert.Contains("busy in decode", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_equal_the_integer_engines_bit_for_bit()
    {
        using var checkpoint = Tiny.WithoutText();
        Assert.Equal(Logits("integer"), Logits("network"));

        byte[] Logits(string engine)
        {
            var file = checkpoint.Path(engine + ".npy");
            CommandRun.Output("logits", "--model", checkpoint.Folder, "--tokens", "1,2,3,4,0,10", "--engine", engine, "--output", file);
            return File.ReadAllBytes(file);
        }
    }

    private static void RequireTime(JsonElement time, double megahertz)
    {
        var cycles = time.GetProperty("cycles").GetInt64();
        Assert.True(cycles > 0);
        Assert.Equal(cycles / (megahertz * 1e3), time.GetProperty("ms").GetDouble(), 9);
    }
}
