namespace Millrace.Analysis;

/// <summary>
/// A number for each operator of a layer. A gate of the feed-forward network belongs to f1, which then multiplies by two matrices.
/// </summary>
/// <param name="Q">q: the queries.</param>
/// <param name="K">k: the keys.</param>
/// <param name="V">v: the values.</param>
/// <param name="A1">a1: queries by keys.</param>
/// <param name="A2">a2: probabilities by values.</param>
/// <param name="P">p: the projection of the heads.</param>
/// <param name="F1">f1: into the feed-forward network, the gate included.</param>
/// <param name="F2">f2: out of the feed-forward network.</param>
public readonly record struct PerOperator(double Q, double K, double V, double A1, double A2, double P, double F1, double F2)
{
    /// <summary>The names of the operators, in the order of <see cref="this[int]"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["q", "k", "v", "a1", "a2", "p", "f1", "f2"];

    /// <summary>The number of the operator at a place of <see cref="Names"/>.</summary>
    public double this[int index] => index switch
    {
        0 => Q,
        1 => K,
        2 => V,
        3 => A1,
        4 => A2,
        5 => P,
        6 => F1,
        7 => F2,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>All eight together.</summary>
    public double Sum => Q + K + V + A1 + A2 + P + F1 + F2;

    /// <summary>The largest of the eight.</summary>
    public double Max => Math.Max(Math.Max(Math.Max(Q, K), Math.Max(V, A1)), Math.Max(Math.Max(A2, P), Math.Max(F1, F2)));

    /// <summary>The same number for all.</summary>
    public static PerOperator All(double value) => new(value, value, value, value, value, value, value, value);

    /// <summary>Numbers in the order of <see cref="Names"/>.</summary>
    public static PerOperator Of(ReadOnlySpan<double> values) =>
        new(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);

    /// <summary>Each by its counterpart.</summary>
    public static PerOperator operator /(in PerOperator a, in PerOperator b) =>
        new(a.Q / b.Q, a.K / b.K, a.V / b.V, a.A1 / b.A1, a.A2 / b.A2, a.P / b.P, a.F1 / b.F1, a.F2 / b.F2);

    /// <summary>Each times a factor.</summary>
    public static PerOperator operator *(double factor, in PerOperator a) =>
        new(factor * a.Q, factor * a.K, factor * a.V, factor * a.A1, factor * a.A2, factor * a.P, factor * a.F1, factor * a.F2);

    /// <summary>Each rounded up.</summary>
    public PerOperator Ceiling() => new(
        Math.Ceiling(Q), Math.Ceiling(K), Math.Ceiling(V), Math.Ceiling(A1), Math.Ceiling(A2), Math.Ceiling(P), Math.Ceiling(F1), Math.Ceiling(F2));
}
