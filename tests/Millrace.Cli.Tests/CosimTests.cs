using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace cosim</c> on a model small enough to compile in seconds.</summary>
public sealed class CosimTests
{
    [Fact]
    public void A_small_model_passes()
    {
        using var model = Tiny.WithoutText();
        var design = Path.Combine(model.Folder, "design.json");
        Narrow(Tiny.Config with { VocabularySize = 11, EosToken = null }).Save(design);

        // Compiling takes so long that progress is shown.
        var run = CommandRun.Of("cosim", "--model", model.Folder, "--design", design, "--tokens", "1,2", "--decode", "1", "--json");
        Assert.True(run.Code == 0, run.Error);
        var json = System.Text.Json.JsonDocument.Parse(run.Out).RootElement;
        Assert.True(json.GetProperty("pass").GetBoolean());
        Assert.Equal(2, json.GetProperty("cycles").GetArrayLength());
        Assert.True(json.GetProperty("bits").GetInt64() > 0);
    }

    /// <summary>The bundled model with all its layers: a prompt of eight tokens, then eight one by one.</summary>
    [Fact]
    public void The_bundled_model_passes()
    {
        var folder = Directory.CreateTempSubdirectory("millrace_cosim_");
        try
        {
            var design = Path.Combine(folder.FullName, "design.json");
            Narrow(ModelFolder.Open(Bundled.Folder).Config).Save(design);
            var run = CommandRun.Of("cosim", "--design", design, "--tokens", "1,2,3,4,5,6,7,8", "--decode", "8", "--json");
            Assert.True(run.Code == 0, run.Error);
            var json = System.Text.Json.JsonDocument.Parse(run.Out).RootElement;
            Assert.True(json.GetProperty("pass").GetBoolean());
            Assert.Equal(9, json.GetProperty("cycles").GetArrayLength());
            Assert.True(json.GetProperty("bits").GetInt64() > 9 * 32 * 1024); // Logits of nine launches, and what is in the caches.
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused() => Assert.Equal(
        $"{Bundled.Folder}: the folder is not empty; name a new one.",
        CommandRun.Refusal("cosim", "--tokens", "1", "--keep", Bundled.Folder));

    [Fact]
    public void A_kernel_passes_with_its_firings_and_with_ports_that_rest()
    {
        var json = Json("cosim", "--kernel", "width-converter", "--set", "words=5", "--firings", "--launches", "3");
        Assert.True(json.GetProperty("pass").GetBoolean());
        Assert.Equal(3 * 5 * 3, json.GetProperty("firings").GetInt64());
        Assert.Equal(3 * 5, json.GetProperty("elements").GetInt64());
        Assert.Equal(3 * 5 * 12 * 8, json.GetProperty("bits").GetInt64());
        Assert.Equal($"{json.GetProperty("output_cycles")}", $"{json.GetProperty("found_output_cycles")}");

        var rested = Json("cosim", "--kernel", "width-converter", "--set", "words=5", "--jitter", "2", "--seed", "4");
        Assert.True(rested.GetProperty("pass").GetBoolean());
        Assert.False(rested.GetProperty("compares_cycles").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rested.GetProperty("late_memories_bits").ValueKind);
    }

    [Fact]
    public void With_jitter_memories_answer_late()
    {
        var run = CommandRun.Of("cosim", "--kernel", "memory-reader", "--set", "lanes=2", "--jitter", "3");
        Assert.Equal(0, run.Code);
        Assert.Matches("\n[0-9]+ bits compared behind AXI, with memories that answered late, at random\nPASS\n$", run.Out);
    }

    [Fact]
    public void A_register_that_drives_fewer_slices_costs_cycles_and_no_bit()
    {
        string[] kernel = ["--kernel", "linear", "--set", "output_lanes=8", "--launches", "1"];
        var (plain, trees) = (Json(["cosim", .. kernel]), Json(["cosim", .. kernel, "--fan-out", "2"]));
        Assert.True(trees.GetProperty("pass").GetBoolean());
        Assert.Equal(plain.GetProperty("cycles")[0].GetInt64() + 1, trees.GetProperty("cycles")[0].GetInt64());
    }

    [Fact]
    public void Longer_chains_of_slices_cost_a_cycle_and_no_bit()
    {
        var chains = Json(["cosim", "--kernel", "linear", "--launches", "1", "--cascade", "4"]);
        Assert.True(chains.GetProperty("pass").GetBoolean());
        Assert.Equal(
            Json(["cosim", "--kernel", "linear", "--launches", "1"]).GetProperty("cycles")[0].GetInt64() + 1,
            chains.GetProperty("cycles")[0].GetInt64());
    }

    [Fact]
    public void What_was_found_is_printed()
    {
        var run = CommandRun.Of("cosim", "--kernel", "width-converter", "--set", "words=5", "--launches", "1");
        Assert.Equal(0, run.Code);
        var lines = run.Out.Split('\n');
        Assert.Equal("width-converter: 1 launches, 5 elements of outputs; 480 bits compared, and the cycle of each element", lines[0]);
        Assert.Equal("cycles to the last element: 17 by the simulation, 17 by SystemVerilog", lines[1]);
        Assert.Matches("^[0-9.]+ m?s by Verilator for [0-9]+ clocks$", lines[2]);
        Assert.Matches("^[0-9.]+ m?s by the simulation, bits and cycles: [0-9.]+ times faster$", lines[3]);
        Assert.Equal("PASS", lines[4]);
    }

    [Theory]
    [InlineData("--kernel fork --design x.json", "--kernel and --design were both given, but only one can be.")]
    [InlineData("--set lanes=1", "--set is for a kernel; give --kernel NAME too.")]
    [InlineData("--tokens 1 --seed 1", "--seed and --launches are for a kernel; give --kernel NAME too.")]
    [InlineData("--fan-out 8", "--fan-out is for a kernel; give --kernel NAME too.")]
    [InlineData("--kernel fork --fan-out 1", "--fan-out is \"1\", but it must be an integer from 2 to 65536.")]
    [InlineData("--kernel fork --cascade 8", "--cascade is \"8\", but it must be an integer from 2 to 7.")]
    [InlineData("--kernel fork --jitter 0", "--jitter is \"0\", but it must be an integer from 1 to 4294967295.")]
    [InlineData("--kernel fork --trace /dev/null", "/dev/null: it is a device, but a file is to be written.")]
    [InlineData("--kernel forks", "there is no kernel \"forks\"; the nearest names are fork, join, merge.")]
    public void Mistakes_are_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(["cosim", .. line.Split(' ')]));

    [Fact]
    public void A_difference_has_an_exit_code_of_its_own()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = error };
        Assert.Equal(1, Failures.Report(new DifferenceException("they differ."), designIsUsers: false, terminal));
        Assert.Equal("millrace: they differ.\n", error.ToString());
    }

    // Compiling takes so long that progress is shown.
    private static System.Text.Json.JsonElement Json(params string[] line)
    {
        var run = CommandRun.Of([.. line, "--json"]);
        Assert.True(run.Code == 0, run.Error);
        return System.Text.Json.JsonDocument.Parse(run.Out).RootElement;
    }

    /// <summary>The smallest engines: little to compile.</summary>
    private static DesignPoint Narrow(Gpt2Config config)
    {
        var engine = new EnginePoint(8, 4, 1);
        return DesignPoint.For(config, DeviceCatalogue.Find("u280")) with
        {
            Lanes = 4,
            TileRows = 1,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine,
            MlpOutput = engine,
            Head = engine,
        };
    }
}
