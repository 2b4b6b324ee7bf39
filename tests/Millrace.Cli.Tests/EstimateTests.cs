using System.Text.Json;

namespace Millrace.Cli.Tests;

public sealed class EstimateTests
{
    private const string Arrays = "q=128,k=128,v=128,p=128,f1=128,f2=128,a1=64,a2=64";

    [Fact]
    public void The_papers_accelerator_by_hand()
    {
        var json = Estimate($"--clock 250 --macs {Arrays} --generate 127");
        Assert.Equal(
            "form fidelity clock_mhz clock_basis balanced_macs operators layer model total_ms bound constraints binding feasible note communication energy", Keys(json));
        Assert.Equal(("paper", "closed form", 250), (json.GetProperty("form").GetString(), json.GetProperty("fidelity").GetString(), json.GetProperty("clock_mhz").GetDouble()));
        Assert.Equal("assumption", json.GetProperty("clock_basis").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("balanced_macs").ValueKind);

        // l d^2 / 128 + l d d_FFN / 128, 24 times; d^2 / 128 + d d_FFN / 128, 24 times.
        Assert.Equal("{\"prefill_cycles\":5242880,\"prefill_ms\":20.97152,\"decode_cycles\":40960,\"decode_ms\":0.16384}", json.GetProperty("layer").GetRawText());
        Assert.Equal("{\"prefill_cycles\":125829120,\"prefill_ms\":503.31648,\"decode_cycles\":983040,\"decode_ms\":3.93216}", json.GetProperty("model").GetRawText());
        Assert.Equal(["q", "k", "v", "a1", "a2", "p", "f1", "f2"], json.GetProperty("operators").EnumerateArray().Select(o => o.GetProperty("name").GetString()!));
        Assert.Equal("{\"name\":\"a1\",\"macs_per_cycle\":64,\"prefill_cycles\":262144,\"decode_cycles\":4096}", json.GetProperty("operators")[3].GetRawText());
        Assert.Equal("{\"name\":\"compute\",\"used\":896,\"limit\":18048,\"satisfied\":true,\"unit\":\"MAC/cycle\"}", json.GetProperty("constraints")[0].GetRawText());
        Assert.Equal(
            ["compute", "dram", "model_weights", "sram", "ports", "bandwidth", "channels"],
            json.GetProperty("constraints").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
        Assert.Equal(("ports", true), (json.GetProperty("binding").GetString(), json.GetProperty("feasible").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("communication").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("energy").ValueKind);
    }

    [Fact]
    public void Without_multipliers_the_largest_balanced_design_is_searched()
    {
        Assert.Equal(71, Estimate("--clock 250").GetProperty("balanced_macs").GetInt32());
        Assert.Contains("balanced design of M = 71 MAC/cycle, the largest that is feasible\n", CommandRun.Output(Line("--clock 250")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_infeasible_design_keeps_its_latency_and_says_so()
    {
        var json = Estimate("--balanced-macs 72 --clock 250");
        Assert.False(json.GetProperty("feasible").GetBoolean());
        Assert.Equal("ports", json.GetProperty("binding").GetString());
        Assert.True(json.GetProperty("model").GetProperty("prefill_ms").GetDouble() > 0);
        Assert.Contains("INFEASIBLE", CommandRun.Output(Line("--balanced-macs 72 --clock 250")), StringComparison.Ordinal);
        Assert.Contains("exceeded, binds", CommandRun.Output(Line("--balanced-macs 72 --clock 250")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_number_of_multipliers_is_for_all_operators() =>
        Assert.All(Estimate("--macs 32").GetProperty("operators").EnumerateArray(), o => Assert.Equal(32, o.GetProperty("macs_per_cycle").GetDouble()));

    [Fact]
    public void Packed_and_shared_weights_take_fewer_blocks()
    {
        // Streamed weights: 2 blocks for each word read in a cycle, of 6 engines; keys and values: 2 * 2 * ceil(256 * 1024 * 9 / banks / 36864) banks.
        Assert.Equal((12 * 64) + (4 * 64), Ports("--macs 64"));
        Assert.Equal((12 * 8) + (4 * 64), Ports("--macs 64 --packed-weights 8"));
        Assert.Equal((12 * 16) + (4 * 64), Ports("--macs 64 --weight-reuse q=4,k=4,v=4,p=4,f1=4,f2=4,a1=4,a2=4"));
        Assert.Equal((12 * 16) + (4 * 64), Ports("--macs 64 --weight-reuse q=4,k=4,v=4,p=4,f1=4,f2=4,a1=1,a2=1"));

        double Ports(string options) => Used(Estimate(options), "ports");
    }

    [Fact]
    public void Deeper_links_and_weights_that_stay_take_on_chip_memory()
    {
        var usual = Estimate("--macs 64 --layers 1");
        Assert.Equal(16 * (1024 - 512), Used(Estimate("--macs 64 --layers 1 --link-depth 1024"), "sram") - Used(usual, "sram"));
        var resident = Estimate("--macs 64 --layers 1 --weights-on-chip");
        Assert.Equal(12 * 1024 * 1024, Used(resident, "sram") - Used(usual, "sram"));
        Assert.Equal((0, 0), (Used(resident, "dram"), Used(resident, "bandwidth")));
    }

    [Fact]
    public void Several_boards_talk()
    {
        var json = Estimate($"--macs {Arrays} --clock 250 --fpgas 4 --tensor-parallel 2 --link-gbps 100 --link-efficiency 0.8");
        Assert.Equal(0.0131072, json.GetProperty("communication").GetProperty("all_reduce_prefill_ms").GetDouble(), 12);
        Assert.Equal(0.0001024, json.GetProperty("communication").GetProperty("all_reduce_decode_ms").GetDouble(), 12);
        Assert.Equal(12 * (524_288 + (2 * 2_097_152)), json.GetProperty("model").GetProperty("prefill_cycles").GetDouble()); // two by two
    }

    [Fact]
    public void The_refined_all_reduce_has_the_latency_of_its_link_and_the_closed_form_none()
    {
        const string options = "--fpgas 4 --tensor-parallel 2 --link-gbps 100 --link-efficiency 0.8 --clock 250";
        var (refined, paper) = (Communication("refined"), Communication("paper"));
        Assert.Equal(JsonValueKind.Null, paper.GetProperty("link_latency_ms").ValueKind);
        Assert.Equal(0.001, refined.GetProperty("link_latency_ms").GetDouble(), 12);
        foreach (var name in new[] { "all_reduce_prefill_ms", "all_reduce_decode_ms" })
            Assert.Equal(paper.GetProperty(name).GetDouble() + 0.001, refined.GetProperty(name).GetDouble(), 12);
        var text = CommandRun.Output(["estimate", "--model", "gpt2-medium", "--device", "u280", .. options.Split(' ')]);
        Assert.Matches("\n  of it latency of the link \\(an assumption\\) +250 +0.0010 ", text);
        Assert.DoesNotContain("latency of the link", CommandRun.Output(Line(options)), StringComparison.Ordinal);

        // Boards in a row reduce nothing.
        var row = CommandRun.Json("estimate", "--model", "gpt2-medium", "--device", "u280", "--pipeline-parallel", "2").GetProperty("communication");
        Assert.Equal((0, 0.001), (row.GetProperty("all_reduce_prefill_ms").GetDouble(), row.GetProperty("link_latency_ms").GetDouble()));

        JsonElement Communication(string form) => CommandRun.Json(
            ["estimate", "--model", "gpt2-medium", "--device", "u280", "--form", form, .. options.Split(' ')]).GetProperty("communication");
    }

    [Theory]
    [InlineData("u250", "", "9 at least, but it has 4 usable")]
    [InlineData("u250", "--form paper", "9 at least, but it has 4 usable")]
    [InlineData("u280", "--layers-on-chip 4", "30 at least, but it has 28 usable")]
    [InlineData("u280", "--layers-on-chip 2", null)]
    public void A_best_case_that_nothing_can_be_generated_of_says_so(string device, string options, string? counts)
    {
        string[] line = ["estimate", "--model", "gpt2", "--device", device, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var note = counts is null
            ? null
            : $"Nothing that millrace generates fits {device}: each engine, the keys, the values and the norms' parameters have memory channels of "
                + $"their own, {counts}: the figures are a best case without a design behind them.";
        Assert.Equal(note, CommandRun.Json(line).GetProperty("note").GetString());
        Assert.Equal(note is not null, CommandRun.Output(line).Contains($"\n{note}\n", StringComparison.Ordinal));
    }

    [Fact]
    public void One_generated_token_is_the_prompts_and_nothing_is_decoded()
    {
        var json = CommandRun.Json("estimate", "--model", "gpt2", "--device", "u280", "--generate", "1");
        Assert.Equal(JsonValueKind.Null, json.GetProperty("model").GetProperty("decode_ms").ValueKind);
        Assert.Equal(json.GetProperty("model").GetProperty("prefill_ms").GetDouble(), json.GetProperty("total_ms").GetDouble());
    }

    [Fact]
    public void An_encoder_has_no_decode()
    {
        var json = CommandRun.Json("estimate", "--model", "bert-base", "--device", "u280");
        Assert.Equal(JsonValueKind.Null, json.GetProperty("layer").GetProperty("decode_ms").ValueKind);
        Assert.DoesNotContain("decode", CommandRun.Output("estimate", "--model", "bert-base", "--device", "u280"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_a_model() =>
        Assert.True(CommandRun.Json("estimate", "--model", Bundled.Folder, "--device", "kv260").GetProperty("model").GetProperty("decode_ms").GetDouble() > 0);

    [Fact]
    public void The_refined_form_is_the_default_and_knows_more()
    {
        var json = CommandRun.Json("estimate", "--model", "gpt2-medium", "--device", "u280", "--clock", "250");
        Assert.Equal(("refined", "refined model"), (json.GetProperty("form").GetString(), json.GetProperty("fidelity").GetString()));
        var (model, bound, energy) = (json.GetProperty("model"), json.GetProperty("bound"), json.GetProperty("energy"));
        Assert.True(json.GetProperty("total_ms").GetDouble() > model.GetProperty("prefill_ms").GetDouble() + (100 * model.GetProperty("decode_ms").GetDouble()));
        Assert.Equal(("bandwidth", "bandwidth"), (bound.GetProperty("prefill").GetString(), bound.GetProperty("decode").GetString()));
        Assert.InRange(energy.GetProperty("decode_watts").GetDouble(), 20, 225);
        Assert.Equal(
            energy.GetProperty("decode_joules_per_token").GetDouble(),
            energy.GetProperty("decode_watts").GetDouble() * model.GetProperty("decode_ms").GetDouble() / 1e3, 9);

        // 302 MB of layers and 51 MB of head over what 28 channels of 13.2 GB/s bring is the floor of a token.
        Assert.InRange(model.GetProperty("decode_ms").GetDouble(), 353.4e6 / 370.3e9 * 1e3, 5);
        var text = CommandRun.Output("estimate", "--model", "gpt2-medium", "--device", "u280", "--clock", "250");
        Assert.Contains("refined model, gpt2-medium W8A8 on u280 at 250 MHz", text, StringComparison.Ordinal);
        Assert.Contains("all 24 layers and head", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_says_which_form_is_the_default() =>
        Assert.Contains("[default: refined]", string.Join(' ', CommandRun.Output("estimate", "--help").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "--model NAME|DIR is needed: millrace models lists the names.")]
    [InlineData("--model gpt2", "--device NAME|FILE.json is needed: millrace devices lists the names.")]
    [InlineData("--model gpt9 --device u280", "there is no model \"gpt9\"; the nearest names are gpt2, gpt2-xl, gpt2-large, and a folder with a config.json can be given too.")]
    [InlineData("--model gpt2 --device u28", "there is no device \"u28\"; the nearest names are u280, u200, u250, and a device file (.json) can be given too.")]
    [InlineData("--model gpt2 --device u280 --form exact", "--form is \"exact\", but it must be paper or refined.")]
    [InlineData("--model gpt2 --device u280 --prompt 0", "--prompt is \"0\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --link-gbps 100", "a link between FPGAs was given, but there is one FPGA.")]
    [InlineData("--model gpt2 --device u280 --prompt 99999999999", "--prompt is \"99999999999\", but it must be an integer from 1 to 2147483647.")]
    [InlineData("--model gpt2 --device u280 --prompt many", "--prompt is \"many\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --prompt 2000", "the prompt has 2000 tokens, but the context of gpt2 holds at most 1024.")]
    [InlineData("--model gpt2 --device u280 --weights 32", "--weights is \"32\", but it must be an integer from 1 to 16.")]
    [InlineData("--model gpt2 --device u280 --weights 0", "--weights is \"0\", but it must be an integer from 1 to 16.")]
    [InlineData("--model gpt2 --device u280 --activations 0", "--activations is \"0\", but it must be an integer from 1 to 16.")]
    [InlineData("--model gpt2 --device u280 --clock -5", "--clock is \"-5\", but it must be a number from 1 to 2000, in MHz.")]
    [InlineData("--model gpt2 --device u280 --layers-on-chip 13", "layers on chip are 13, but the model has 12.")]
    [InlineData("--model gpt2 --device u280 --tensor-parallel 5", "tensor parallelism is 5, but it must divide the 12 heads of gpt2.")]
    [InlineData("--model gpt2 --device u280 --fpgas 0", "--fpgas is \"0\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --macs 1 --balanced-macs 1", "--macs and --balanced-macs were both given, but only one can be.")]
    [InlineData("--model gpt2 --device u280 --macs 99999999999", "operator q has 99999999999 multipliers, but it must have a whole number from 1 to 16777216.")]
    [InlineData("--model gpt2 --device u280 --macs q=1,k=1", "--macs is \"q=1,k=1\", but it must be an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64.")]
    [InlineData("--model gpt2 --device u280 --macs q=1,k=1,v=1,p=1,f1=1,f2=1,a1=1,a2=0", "--macs is \"q=1,k=1,v=1,p=1,f1=1,f2=1,a1=1,a2=0\", but it must be an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64.")]
    [InlineData("--model gpt2 --device u280 --macs q=1,q=1,k=1,v=1,p=1,f1=1,f2=1,a1=1,a2=1", "--macs is \"q=1,q=1,k=1,v=1,p=1,f1=1,f2=1,a1=1,a2=1\", but it must be an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64.")]
    [InlineData("--model gpt2 --device u280 --link-efficiency 2", "--link-efficiency is \"2\", but it must be a number above 0 and at most 1.")]
    [InlineData("--model gpt2 --device u280 --packed-weights 0", "--packed-weights is \"0\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --packed-weights 1025", "a word packs 1025 weights, but it must be from 1 to 1024.")]
    [InlineData("--model gpt2 --device u280 --packed-weights 10", "a word of 10 weights has 80 bits, but the widest port of BRAM36 has 72.")]
    [InlineData("--model gpt2 --device u280 --link-depth 16777217", "links hold 16777217 elements, but they must hold from 1 to 16777216.")]
    [InlineData("--model gpt2 --device u280 --link-depth deep", "--link-depth is \"deep\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --weights-on-chip", "weights are to stay on chip, but engines are there for 1 of the 12 layers.")]
    [InlineData("--model gpt2 --device u280 --weight-reuse 0", "--weight-reuse is \"0\", but it must be an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64.")]
    [InlineData("--model gpt2 --device u280 --weight-reuse 33 --macs 32", "operator q shares a weight among 33 multipliers, but it must be a whole number from 1 to 32.")]
    [InlineData("--model gpt2 --device u280 --weight-reuse 20000000", "operator q shares a weight among 20000000 multipliers, but it must be a whole number from 1 to 16777216.")]
    [InlineData("--model no/config.json --device u280", "no/config.json: there is no such file.")]
    public void What_is_wrong_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(["estimate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    private static string[] Line(string options) => ["estimate", "--model", "gpt2-medium", "--device", "u280", "--form", "paper", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static JsonElement Estimate(string options) => CommandRun.Json(Line(options));

    private static double Used(JsonElement json, string constraint) =>
        json.GetProperty("constraints").EnumerateArray().Single(c => c.GetProperty("name").GetString() == constraint).GetProperty("used").GetDouble();

    private static string Keys(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name));
}
