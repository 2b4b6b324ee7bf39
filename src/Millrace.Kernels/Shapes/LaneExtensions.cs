using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Lanes in another order: wires only.</summary>
public static class LaneExtensions
{
    /// <summary>A matrix of <paramref name="rows"/> x <paramref name="columns"/> lanes, row after row, turned to column after
    /// column.</summary>
    public static Value Turn(this Value value, int rows, int columns) => rows == 1 || columns == 1 ? value : Concat(
        [.. Enumerable.Range(0, columns).SelectMany(c => Enumerable.Range(0, rows).Select(r => value.Slice((r * columns) + c, 1)))]);
}
