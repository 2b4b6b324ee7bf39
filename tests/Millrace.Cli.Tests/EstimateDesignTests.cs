using System.Text.Json;
using Millrace.Analysis;
using Millrace.Cli.Tests.KernelPages;
using Millrace.Hardware;
using static System.FormattableString;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace estimate --design</c>.</summary>
public sealed class EstimateDesignTests : IDisposable
{
    private static readonly FpgaDevice Device = DeviceCatalogue.Find("u280");

    private readonly string _folder = Directory.CreateTempSubdirectory("millrace_").FullName;

    private readonly DesignPoint _point = DesignPoint.For(Tiny.Config with { ContextLength = 64 }, Device);

    [Fact]
    public void Latency_is_the_refined_forms_and_resources_those_of_the_operators()
    {
        var json = CommandRun.Json("estimate", "--design", Saved(_point), "--prompt", "10", "--generate", "4");
        var design = RefinedDesign.Of(_point, Device);
        Assert.Equal(RefinedForm.Launch(design, 0, 10, 1).Cycles, json.GetProperty("model").GetProperty("prefill_cycles").GetDouble());
        Assert.Equal(RefinedForm.Launch(design, 12, 1, 1).Cycles, json.GetProperty("model").GetProperty("decode_cycles").GetDouble());
        var operators = json.GetProperty("operators").EnumerateArray().ToList();
        Assert.Equal(DesignResources.Operators, operators.Select(o => o.GetProperty("name").GetString()!));
        var total = DesignResources.Of(_point, Device).Total;
        Assert.Equal(total.Dsp, operators.Sum(o => o.GetProperty("copies").GetInt64() * o.GetProperty("dsp").GetInt64()));
        Assert.Equal(total.Bram18, operators.Sum(o => o.GetProperty("copies").GetInt64() * o.GetProperty("bram18").GetInt64()));
        Assert.Equal(_point.Channels, operators.Sum(o => o.GetProperty("copies").GetInt64() * o.GetProperty("channels").GetInt64()));
        Assert.Empty(json.GetProperty("regions").EnumerateArray());
        Assert.Equal(
            json.GetProperty("power").GetProperty("decode_watts").GetDouble() * json.GetProperty("model").GetProperty("decode_ms").GetDouble() / 1e3,
            json.GetProperty("power").GetProperty("decode_joules_per_token").GetDouble(), 9);
    }

    [Fact]
    public void A_placement_gives_the_use_of_every_region()
    {
        var regions = DesignResources.Operators.ToDictionary(o => o, o => o == "head" ? "SLR2" : "SLR0");
        var placed = _point with { Placement = new DesignPlacement(regions, new Dictionary<string, ChannelRange>()) };
        var json = CommandRun.Json("estimate", "--design", Saved(placed));
        var found = json.GetProperty("regions").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, r => r.GetProperty("used").GetDouble());
        var resources = DesignResources.Of(placed, Device);
        var head = DesignResources.Operators.ToList().IndexOf("head");
        Assert.Equal(resources[head].Dsp, found["SLR2 DSP"]);
        Assert.Equal(resources.Total.Dsp - resources[head].Dsp, found["SLR0 DSP"]);
        Assert.Equal(0, found["SLR1 DSP"]);
        Assert.Contains("limit of a region", CommandRun.Output("estimate", "--design", Saved(placed)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_in_flight_are_near_the_simulation()
    {
        var file = Path.Combine(KernelPage.Folder, "..", "designs", "bert-base-128-in-flight.json");
        var (estimate, time) = (CommandRun.Json("estimate", "--design", file), CommandRun.Json("time", "--design", file));
        Assert.Equal(128, estimate.GetProperty("prompt_tokens").GetInt32());
        Near(estimate.GetProperty("model").GetProperty("prefill_ms"), time.GetProperty("model").GetProperty("ms"));
        var (flight, simulated) = (estimate.GetProperty("in_flight"), time.GetProperty("in_flight"));
        Assert.Equal(8, flight.GetProperty("sequences").GetInt32());
        foreach (var name in new[] { "cycles", "ms", "ms_per_sequence" }) Near(flight.GetProperty(name), simulated.GetProperty(name));
        var cycles = flight.GetProperty("cycles").GetDouble();
        var text = CommandRun.Output("estimate", "--design", file);
        Assert.Contains(Invariant($" 8 sequences in flight                {cycles:0} "), text, StringComparison.Ordinal);
        Assert.Contains(Invariant($" of them each                          {cycles / 8:0} "), text, StringComparison.Ordinal);

        static void Near(JsonElement given, JsonElement simulated) =>
            Assert.InRange(given.GetDouble() / simulated.GetDouble(), 0.995, 1.005);
    }

    [Fact]
    public void One_sequence_is_not_in_flight()
    {
        Assert.Equal("null", CommandRun.Json("estimate", "--design", Saved(_point)).GetProperty("in_flight").GetRawText());
        Assert.DoesNotContain("in flight", CommandRun.Output("estimate", "--design", Saved(_point)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--macs 3", "--design and --macs were both given, but the design has that already: only one can be.")]
    [InlineData("--model gpt2", "--design and --model were both given, but the design has that already: only one can be.")]
    [InlineData("--form paper", "--design and --form paper were both given, but a design is estimated by the refined form only.")]
    [InlineData("--prompt 60 --generate 10", "60 tokens of prompt and 10 generated ones make 70, but the design's context holds 1 to 64.")]
    public void What_contradicts_the_design_is_refused(string more, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(["estimate", "--design", Saved(_point), .. more.Split(' ')]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Saved(DesignPoint point)
    {
        var path = Path.Combine(_folder, "design.json");
        point.Save(path);
        return path;
    }
}
