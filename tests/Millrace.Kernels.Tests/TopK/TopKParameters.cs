using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A search for the largest scores; the rows of its launches, one after the other.</summary>
public sealed record TopKParameters(ScalarType Score, int Count, int Width, int Columns, int Lanes, params int[] Rows)
    : IKernelParameters<TopKParameters>
{
    public static IReadOnlyDictionary<string, TopKParameters> Sets { get; } = new Dictionary<string, TopKParameters>
    {
        ["three of eleven, three lanes, a lane of padding"] = new(Int(8), 3, 11, 12, 3, 4, 1),
        ["all of five, unsigned, a word of padding"] = new(UInt(6), 5, 5, 8, 2, 3),
        ["one of seven, one lane"] = new(Int(24), 1, 7, 7, 1, 5),
        ["one word a row"] = new(Int(16), 4, 8, 8, 8, 6),
        ["ten of a hundred, four lanes"] = new(Int(3), 10, 100, 100, 4, 3),
        ["widest scores, largest count"] = new(Int(40), 64, 70, 70, 1, 2),
    };

    public TopKShape Shape => new()
    {
        Score = Score,
        Count = Count,
        Width = Width,
        Columns = Columns,
        Lanes = Lanes,
        Rows = new Argument("rows"),
    };

    public KernelUnderTest Make(Random random) => new()
    {
        Network = TopK.Define(Shape),
        Launches = [.. Rows.Select(rows => Launch(random, rows))],
        FullRate = KernelRun.Arguments(("rows", 9)),
    };

    /// <summary>Rows of scores in which equal ones are many; the padding is larger than all of them.</summary>
    public long[] Draw(Random random, int rows) => [.. Enumerable.Range(0, rows).SelectMany(_ =>
        Integers.Draw(random, Score, Width).Concat(Enumerable.Repeat(Score.MaxValue, Columns - Width)))];

    /// <summary>The k first of a row in the order of scores, then of indices.</summary>
    public IEnumerable<int> Largest(long[] row) => Enumerable.Range(0, Width).OrderByDescending(i => row[i]).ThenBy(i => i).Take(Count);

    private KernelLaunch Launch(Random random, int rows)
    {
        var scores = Draw(random, rows);
        var found = scores.Chunk(Columns).Select(row => (Row: row, Indices: Largest(row).ToArray())).ToArray();
        return new(
            KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("scores", scores)),
            KernelRun.Elements(
                ("indices", [.. found.SelectMany(f => f.Indices.Select(i => (long)i))]),
                ("values", [.. found.SelectMany(f => f.Indices.Select(i => f.Row[i]))])));
    }
}
