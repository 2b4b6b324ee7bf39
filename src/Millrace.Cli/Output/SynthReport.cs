using System.Globalization;
using Millrace.Cosimulation;
using Millrace.Hls;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>What <c>millrace synth</c> prints.</summary>
internal static class SynthReport
{
    public static void Print(Terminal terminal, string name, SynthesisReport report)
    {
        terminal.Out.WriteLine($"{name}: estimate / Yosys synth_xilinx -family xcup");
        var parts = Tables.New("part", "LUT", "FF", "DSP", "BRAM36", "URAM");
        foreach (var part in report.Parts)
            Row($"{Markup.Escape(part.Path)} [[{part.Kind.ToString().ToLowerInvariant()}]]", part.Estimated, part.Found);
        Row("all", report.Estimated, report.Found);
        var (e, f) = (report.Estimated, report.Found);
        parts.AddRow(
            "difference", Share(e.Lut, f.Lut), Share(e.FlipFlop, f.FlipFlop), Share(e.Dsp, f.Dsp), Share(e.Bram18, f.Bram18),
            Share(e.Uram, f.Uram));
        var console = Tables.Console(terminal);
        console.Write(parts);
        var paths = Tables.New("longest path of", "ns", "MHz", "LUT", "carry bits", "DSP");
        paths.AddColumn("from").AddColumn("to");
        foreach (var (process, path) in report.Paths.OrderByDescending(p => p.Value.Nanoseconds))
        {
            paths.AddRow(
                Markup.Escape(process), Text($"{path.Nanoseconds:0.00}"), Text($"{path.Megahertz:0}"), Text($"{path.Tables}"),
                Text($"{path.CarryBits}"), Text($"{path.DspSlices}"), Markup.Escape(path.From), Markup.Escape(path.To));
        }

        console.Write(paths);
        if (report.Longest is { } longest)
            terminal.Out.WriteLine(Text(
                $"{longest.Path.Megahertz:0} MHz by the longest path, in {longest.Process}: by assumed delays, before placement"));

        void Row(string path, ResourceUse estimated, ResourceUse found) => parts.AddRow(
            path, Both(estimated.Lut, found.Lut), Both(estimated.FlipFlop, found.FlipFlop), Both(estimated.Dsp, found.Dsp),
            Both(estimated.Bram18 / 2.0, found.Bram18 / 2.0), Both(estimated.Uram, found.Uram));
    }

    private static string Both(double estimated, double found) => Text($"{estimated:0.#} / {found:0.#}");

    private static string Share(long estimated, long found) => (estimated, found) switch
    {
        _ when estimated == found => "0 %",
        (_, 0) => Text($"{estimated - found:+0;-0}"),
        _ => Text($"{100.0 * (estimated - found) / found:+0.0;-0.0} %"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
