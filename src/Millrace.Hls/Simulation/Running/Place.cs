using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>Where generated code finds the lanes of a vector: an array of ints or longs and an offset into it.</summary>
/// <param name="Narrow">The int array (empty if the lanes are wide).</param>
/// <param name="Wide">The long array (empty if the lanes are narrow).</param>
/// <param name="Offset">First lane.</param>
/// <param name="IsNarrow">Which of the arrays it is.</param>
/// <param name="IsOwn">True if nothing else is kept there.</param>
internal sealed record Place(Expression Narrow, Expression Wide, Expression Offset, bool IsNarrow, bool IsOwn)
{
    internal (int[] Narrow, long[] Wide)? Arrays { get; init; }

    internal Expression Array => IsNarrow ? Narrow : Wide;

    internal Type Lane => IsNarrow ? typeof(int) : typeof(long);

    /// <summary>Lane <paramref name="lane"/> as a long.</summary>
    internal Expression this[int lane]
    {
        get
        {
            var at = Expression.ArrayIndex(Array, lane == 0 ? Offset : Expression.Add(Offset, Expression.Constant(lane)));
            return IsNarrow ? Expression.Convert(at, typeof(long)) : at;
        }
    }

    /// <summary>A place in an array that something else owns.</summary>
    internal static Place Shared(Expression array, Expression offset) => array.Type == typeof(int[])
        ? new Place(array, Expression.Constant(System.Array.Empty<long>()), offset, true, false)
        : new Place(Expression.Constant(System.Array.Empty<int>()), array, offset, false, false);

    internal Place At(Expression more) => this with { Offset = Expression.Add(Offset, more), IsOwn = false, Arrays = null };

    internal void FillArray(long value)
    {
        System.Array.Fill(Arrays!.Value.Narrow, (int)value);
        System.Array.Fill(Arrays!.Value.Wide, value);
    }
}
