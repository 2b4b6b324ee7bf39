using System.Globalization;
using System.Text;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>Every kernel of the catalogue at small parameters, synthesized in two runs of Yosys side by side. Presets of kernels
/// (<c>published-...</c>) are those kernels.</summary>
public sealed class CatalogueSynthesis
{
    private const string SmallLinear =
        "inputs=8 outputs=2 columns=8 group_columns=4 lanes=1 input_lanes=8 output_lanes=1 tile_rows=1";

    private const string SmallCache = "heads=1 head_size=2 group_columns=2 lanes=1 context=4 tile_rows=1 rows=1";

    private static readonly Dictionary<string, string> Small = new()
    {
        ["activation"] = "lanes=1",
        ["attention"] = SmallCache,
        ["bidirectional-attention"] =
            "heads=1 head_size=2 group_columns=2 lanes=1 context=4 tile_rows=1 rows=2 length=2",
        ["dequantize"] = "lanes=1",
        ["embedding"] = "lanes=2",
        ["fork"] = "lanes=2",
        ["gated-product"] = "lanes=1",
        ["gemv"] = "inputs=16 outputs=4 lanes=1 input_lanes=8 output_lanes=1",
        ["key-value-cache"] = SmallCache,
        ["last-rows"] = "lanes=1",
        ["layer-norm"] = "width=24 columns=24 lanes=2",
        ["linear"] = SmallLinear,
        ["linear-resident"] = SmallLinear,
        ["linear-streamed"] = SmallLinear,
        ["memory-reader"] = "lanes=2",
        ["memory-writer"] = "lanes=2",
        ["quantize"] = "lanes=1",
        ["reorder"] = "columns=8 group_columns=4 tile_rows=2",
        ["requantize"] = SmallLinear,
        ["residual-add"] = "lanes=1",
        ["rms-norm"] = "lanes=1",
        ["softmax"] = "rows=1",
        ["systolic"] = "width=8 outputs=4 array_rows=2 array_columns=2 element_outputs=1",
        ["top-k"] = "score=int8 count=2 width=12 columns=12 lanes=2",
        ["weight-reader"] = SmallLinear,
        ["width-converter"] = "input_lanes=2 output_lanes=4",
    };

    /// <summary>Synthesizes all.</summary>
    public CatalogueSynthesis()
    {
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var halves = Kernels.Chunk((Kernels.Count + 1) / 2).Select((half, i) => (Names: half, Folder: Path.Combine(folder.FullName, $"{i}"))).ToList();
            var reports = new IReadOnlyList<SynthesisReport>[halves.Count];
            Parallel.For(0, halves.Count, i =>
            {
                Directory.CreateDirectory(halves[i].Folder);
                reports[i] = YosysSynthesis.Run(
                    [.. halves[i].Names.Select(k => Design(KernelCatalogue.Find(k)))], halves[i].Folder, VerilatorCache.OfUser);
            });
            Reports = Kernels.Zip(reports.SelectMany(r => r)).ToDictionary(r => r.First, r => r.Second);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The kernels, by name.</summary>
    public static IReadOnlyList<string> Kernels { get; } =
        [.. KernelCatalogue.All.Select(k => k.Name).Where(n => !n.StartsWith("published-", StringComparison.Ordinal))];

    /// <summary>By the name of the kernel.</summary>
    public IReadOnlyDictionary<string, SynthesisReport> Reports { get; }

    /// <summary>The table of docs/resources.md: estimate and Yosys, all parts of each kernel.</summary>
    public string Table()
    {
        var text = new StringBuilder("| kernel | LUT | Yosys | | FF | Yosys | | DSP | Yosys | BRAM36 | Yosys | MHz |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, report) in Reports)
        {
            var (e, f) = (report.Estimated, report.Found);
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {e.Lut} | {f.Lut} | {Off(e.Lut, f.Lut)} | {e.FlipFlop} | {f.FlipFlop} | {Off(e.FlipFlop, f.FlipFlop)} ");
            text.Append(CultureInfo.InvariantCulture,
                $"| {e.Dsp} | {f.Dsp} | {e.Bram18 / 2.0:0.#} | {f.Bram18 / 2.0:0.#} | {report.Longest?.Path.Megahertz:0} |\n");
        }

        return text.ToString();
    }

    private static string Off(long estimated, long found) =>
        (100.0 * (estimated - found) / found).ToString("+0.0;-0.0", CultureInfo.InvariantCulture) + " %";

    private static Design Design(CatalogueKernel kernel) => kernel.Build(
        Small.GetValueOrDefault(kernel.Name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1])).Design;
}
