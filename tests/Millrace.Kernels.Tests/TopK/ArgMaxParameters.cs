using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A search for the largest score of each row.</summary>
public sealed record ArgMaxParameters(ScalarType Score, int Width, int Columns, int Lanes, params int[] Rows) : IKernelParameters<ArgMaxParameters>
{
    public static IReadOnlyDictionary<string, ArgMaxParameters> Sets { get; } = new Dictionary<string, ArgMaxParameters>
    {
        ["eleven, three lanes, a lane of padding"] = new(Int(8), 11, 12, 3, 4, 1),
        ["one score a row, unsigned"] = new(UInt(6), 1, 1, 1, 7),
        ["logits, one word a row"] = new(Int(24), 8, 8, 8, 5),
        ["widest scores, a word of padding"] = new(Int(40), 100, 112, 8, 3),
        ["seven, one lane"] = new(Int(3), 7, 7, 1, 9),
    };

    public TopKShape Shape => new TopKParameters(Score, 1, Width, Columns, Lanes).Shape;

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Network.Of(ArgMax.Define(Shape)),
        Launches = [.. Rows.Select(rows => Launch(random, rows))],
        FullRate = KernelRun.Arguments(("rows", 9)),
    };

    private KernelLaunch Launch(Random random, int rows)
    {
        var scores = new TopKParameters(Score, 1, Width, Columns, Lanes).Draw(random, rows);
        var found = scores.Chunk(Columns).Select(row => (Score: row.Take(Width).Max(), Index: (long)Array.IndexOf(row, row.Take(Width).Max())));
        return new(
            KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("scores", scores)),
            KernelRun.Elements(("index", [.. found.Select(f => f.Index)]), ("score", [.. found.Select(f => f.Score)])));
    }
}
