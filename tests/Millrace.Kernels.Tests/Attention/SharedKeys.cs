using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Kernels.Tests;

/// <summary>Attention of query heads that share key heads, by giving each a copy of its key head; and the words of its matrices.</summary>
internal sealed record SharedKeys(int Heads, int QueriesPerKey, int HeadSize)
{
    internal int QueryWidth => Heads * QueriesPerKey * HeadSize;

    internal int KeyWidth => Heads * HeadSize;

    internal QuantizedAttention Layer(Random random, int scoreShift, int valueShift) =>
        new(Integers.Multiplier(random), scoreShift, Integers.Multiplier(random), valueShift);

    /// <summary>The outputs of a row of queries over the first <paramref name="seen"/> positions.</summary>
    internal sbyte[] Row(QuantizedAttention layer, ReadOnlySpan<sbyte> queries, sbyte[] keys, sbyte[] values, int seen)
    {
        var results = new sbyte[QueryWidth];
        IntegerAttention.Apply(layer, Heads * QueriesPerKey, queries, Copies(keys, seen), Copies(values, seen), seen, results);
        return results;
    }

    /// <summary>Column of the stream of queries, keys and values: the queries of a head, then its key and its value.</summary>
    internal long At(int row, int column, sbyte[] queries, sbyte[] keys, sbyte[] values)
    {
        var (head, part, i) = (column / HeadSize / (QueriesPerKey + 2), column / HeadSize % (QueriesPerKey + 2), column % HeadSize);
        return part < QueriesPerKey ? queries[(row * QueryWidth) + (((head * QueriesPerKey) + part) * HeadSize) + i]
            : (part == QueriesPerKey ? keys : values)[(row * KeyWidth) + (head * HeadSize) + i];
    }

    private sbyte[] Copies(sbyte[] matrix, int positions) =>
    [
        .. from position in Enumerable.Range(0, positions)
           from head in Enumerable.Range(0, Heads)
           from copy in Enumerable.Range(0, QueriesPerKey)
           from i in Enumerable.Range(0, HeadSize)
           select matrix[(position * KeyWidth) + (head * HeadSize) + i],
    ];
}
