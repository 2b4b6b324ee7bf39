using System.Text.Json;
using Millrace.Cli.Tests.KernelPages;

namespace Millrace.Cli.Tests;

/// <summary>The table of docs/bert.md is what <c>millrace time</c> says of the designs; MILLRACE_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class BertPageTests
{
    private const string Begin = "<!-- table of designs -->\n";
    private const string End = "<!-- end of the table of designs -->\n";

    private static readonly string Docs = Path.GetDirectoryName(Path.GetDirectoryName(KernelPage.File("x")))!;

    private static readonly (string File, int Tokens)[] Designs =
    [
        ("bert-base-128", 128), ("bert-base-128-w4", 128), ("bert-base-128-in-flight", 128), ("bert-base-512-in-flight", 512),
    ];

    [Fact]
    public void The_table_is_what_the_command_says() => PageSnapshot.Check(Path.Combine(Docs, "bert.md"), page =>
    {
        var rows = new string[Designs.Length];
        Parallel.For(0, rows.Length, i => rows[i] = Row(Designs[i].File, Designs[i].Tokens));
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        return page[..begin]
            + "| design | precision | tokens | DSP | LUT | layers on chip | one layer alone, ms | one sequence, ms | in flight | each, ms | share of the slices "
            + "| ms x slices |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|\n" + string.Concat(rows) + page[end..];
    });

    private static string Row(string name, int tokens)
    {
        var file = Path.Combine(Docs, "designs", name + ".json");
        var time = CommandRun.Json(["time", "--design", file, "--tokens", $"{tokens}"]);
        Assert.All(time.GetProperty("resources").EnumerateArray(), c => Assert.True(c.GetProperty("satisfied").GetBoolean()));
        var regions = CommandRun.Json("estimate", "--design", file).GetProperty("regions");
        Assert.Equal(15, regions.GetArrayLength());
        Assert.All(regions.EnumerateArray(), c => Assert.True(c.GetProperty("satisfied").GetBoolean()));
        var (dsp, one) = (Used("DSP"), time.GetProperty("model").GetProperty("ms").GetDouble());
        var flight = time.GetProperty("in_flight");
        var (count, each) = flight.ValueKind == JsonValueKind.Null
            ? (1, one) : (flight.GetProperty("sequences").GetInt32(), flight.GetProperty("ms_per_sequence").GetDouble());
        using var design = JsonDocument.Parse(File.ReadAllText(file));
        var layers = design.RootElement.GetProperty("layers_on_chip").GetInt32();
        return FormattableString.Invariant(
            $"| [{name}](designs/{name}.json) | {time.GetProperty("precision").GetString()} | {tokens} | {dsp:N0} | {Used("LUT"):N0} | {layers} | {time.GetProperty("layer").GetProperty("ms").GetDouble():0.000} | {one:0.000} | {count} | {each:0.000} | {100 * time.GetProperty("dsp_roofline").GetDouble():0.0} % | {each * dsp:N0} |\n");

        double Used(string resource) => time.GetProperty("resources").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == resource).GetProperty("used").GetDouble();
    }
}
