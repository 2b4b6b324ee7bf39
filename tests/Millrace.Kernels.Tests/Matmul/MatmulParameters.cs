using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>Products of matrices of activations, some heads a launch.</summary>
public sealed record MatmulParameters(
    bool Transposed, int Heads, int Inner, int Columns, int Lanes, int InnerLanes, int ColumnLanes, int TileRows,
    ScalarType Left, ScalarType Right, int Shift, params int[] Rows) : IKernelParameters<MatmulParameters>
{
    public static IReadOnlyDictionary<string, MatmulParameters> Sets { get; } = new Dictionary<string, MatmulParameters>
    {
        ["one to one"] = new(true, 1, 1, 1, 1, 1, 1, 1, Int(8), Int(8), 4, 1, 3),
        ["keys, last tile partly filled"] = new(true, 2, 8, 6, 2, 4, 2, 2, Int(8), Int(8), 7, 5),
        ["values, under probabilities"] = new(false, 2, 9, 4, 1, 3, 2, 3, UInt(16), Int(8), 16, 4, 1),
        ["values, several words of each row"] = new(false, 3, 12, 18, 3, 6, 9, 4, UInt(16), Int(8), 12, 11),
        ["keys of three heads, five rows a tile"] = new(true, 3, 33, 22, 11, 11, 11, 5, Int(8), Int(8), 20, 7, 13),
        ["values, a product at a time"] = new(false, 2, 7, 5, 1, 1, 5, 1, Int(8), Int(8), 0, 3),
    };

    public MatmulShape Shape => new()
    {
        Inner = Inner,
        Columns = Columns,
        Transposed = Transposed,
        Lanes = Lanes,
        InnerLanes = InnerLanes,
        ColumnLanes = ColumnLanes,
        Tiling = new(Heads, new Argument("rows", minimum: 1), TileRows),
        Left = Left,
        Right = Right,
        Output = Int(12),
        Shift = Shift,
    };

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Matmul.Define(Shape),
        Launches = [.. Rows.Select(rows => Launch(random, rows))],
        FullRate = KernelRun.Arguments(("rows", (2 * TileRows) + 1)),
    };

    private KernelLaunch Launch(Random random, int rows)
    {
        var (a, b, multipliers, y) = (new List<long>(), new List<long>(), new List<long>(), new List<long>());
        for (var head = 0; head < Heads; head++)
        {
            var left = Integers.Draw(random, Left, rows * Inner);
            var right = Integers.Draw(random, Right, Inner * Columns);
            multipliers.Add(Integers.Multiplier(random));
            a.AddRange(left);
            b.AddRange(Transposed
                ? Enumerable.Range(0, Columns).SelectMany(n => Enumerable.Range(0, Inner).Select(k => right[(k * Columns) + n]))
                : right);
            y.AddRange(BlockWords.Of(new(Columns, ColumnLanes, Lanes), TileRows, rows, (row, n) => Gemm.Scale(
                Gemm.Sum(Inner, 0, k => left[(row * Inner) + k], k => right[(k * Columns) + n]), multipliers[^1], Shift, 12)));
        }

        return new(
            KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("a", [.. a]), ("b", [.. b]), ("multiplier", [.. multipliers])),
            KernelRun.Elements(("y", [.. y])));
    }
}
