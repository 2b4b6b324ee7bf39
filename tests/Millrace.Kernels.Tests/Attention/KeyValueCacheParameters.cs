using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>One half of the cache of an attention kernel.</summary>
public sealed record KeyValueCacheParameters(AttentionParameters Attention) : IKernelParameters<KeyValueCacheParameters>
{
    public static IReadOnlyDictionary<string, KeyValueCacheParameters> Sets { get; } =
        AttentionParameters.Sets.ToDictionary(p => p.Key, p => new KeyValueCacheParameters(p.Value));

    private AttentionShape Shape => Attention.Shape;

    public KernelUnderTest Make(Random random)
    {
        var start = 0;
        var rowsOfPass = Enumerable.Range(0, Attention.Passes).Select(_ => new List<long[]>()).ToArray();
        return new()
        {
            Network = KeyValueCache.Define(Shape, Attention.Memory("cache")),
            Launches = [.. Attention.Rows.Select(rows =>
            {
                var launch = Launch(random, start, rows, rowsOfPass);
                start += rows;
                return launch;
            })],
            FullRate = KernelRun.Arguments(("rows", Math.Min(Attention.Context, (2 * Attention.TileRows) + 1)), ("start", 0)),
        };
    }

    private KernelLaunch Launch(Random random, int start, int rows, List<long[]>[] rowsOfPass)
    {
        var (width, size, tileRows) = (Shape.Heads * Shape.HeadSize, Shape.HeadSize, Attention.TileRows);
        var bandRows = Attention.BandRows ?? tileRows;
        var (x, y) = (new List<long>(), new List<long>());
        foreach (var all in rowsOfPass)
        {
            all.AddRange(Enumerable.Range(0, rows).Select(_ => Integers.Longs(Integers.Bytes(random, width))));
            x.AddRange(BlockWords.Of(new(width, Shape.GroupColumns, Shape.Lanes), tileRows, rows, (row, column) => all[start + row][column]));
            for (var tile = 0; tile < rows; tile += tileRows)
            {
                var end = Math.Min(rows, tile + tileRows);
                for (var head = 0; head < Shape.Heads; head++)
                {
                    for (var band = tile; band < end; band += bandRows)
                    {
                        y.AddRange(all.Take(start + Math.Min(end, band + bandRows))
                            .SelectMany(row => row[(head * size)..((head + 1) * size)]));
                    }
                }
            }
        }

        return new(KernelRun.Arguments(("rows", rows), ("start", start)), KernelRun.Elements(("x", [.. x])), KernelRun.Elements(("y", [.. y])));
    }
}
