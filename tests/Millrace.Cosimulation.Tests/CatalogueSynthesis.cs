using System.Globalization;
using System.Text;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>Every kernel of the catalogue at small parameters, synthesized in one run of Yosys.</summary>
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
        ["fork"] = "lanes=2",
        ["gemv"] = "inputs=16 outputs=4 lanes=1 input_lanes=8 output_lanes=1",
        ["key-value-cache"] = SmallCache,
        ["last-rows"] = "lanes=1",
        ["layer-norm"] = "width=96 columns=96 lanes=4",
        ["linear"] = SmallLinear,
        ["linear-resident"] = SmallLinear,
        ["linear-streamed"] = SmallLinear,
        ["memory-reader"] = "lanes=2",
        ["memory-writer"] = "lanes=2",
        ["published-gemm-weights"] = "width=24 array_columns=4 depth=1 lanes=1",
        ["reorder"] = "columns=8 group_columns=4 tile_rows=2",
        ["requantize"] = SmallLinear,
        ["residual-add"] = "lanes=1",
        ["softmax"] = "rows=1",
        ["top-k"] = "score=int4 count=1 width=4 columns=4 lanes=1",
        ["weight-reader"] = SmallLinear,
        ["width-converter"] = "input_lanes=2 output_lanes=4",
    };

    /// <summary>Synthesizes all.</summary>
    public CatalogueSynthesis()
    {
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var reports = YosysSynthesis.Run([.. KernelCatalogue.All.Select(k => Design(k))], folder.FullName, VerilatorCache.OfUser);
            Reports = KernelCatalogue.All.Zip(reports).ToDictionary(r => r.First.Name, r => r.Second);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

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
