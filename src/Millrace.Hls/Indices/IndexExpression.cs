namespace Millrace.Hls;

/// <summary>
/// A number that depends on loop indices and launch arguments only, never on data: trip counts, guards and addresses are made of these,
/// which is what keeps timing apart from values.
/// </summary>
public abstract class IndexExpression
{
    private protected IndexExpression()
    {
    }

    /// <summary>Smallest value it can take.</summary>
    public abstract long Minimum { get; }

    /// <summary>Largest value it can take.</summary>
    public abstract long Maximum { get; }

    /// <summary>Wraps a constant.</summary>
    public static implicit operator IndexExpression(int value) => new ConstantIndex(value);

    /// <summary>Wraps a constant.</summary>
    public static implicit operator IndexExpression(long value) => new ConstantIndex(value);

    /// <summary>Sum.</summary>
    public static IndexExpression operator +(IndexExpression a, IndexExpression b) => BinaryIndex.Of(IndexOperation.Add, a, b);

    /// <summary>Difference.</summary>
    public static IndexExpression operator -(IndexExpression a, IndexExpression b) => BinaryIndex.Of(IndexOperation.Subtract, a, b);

    /// <summary>Product.</summary>
    public static IndexExpression operator *(IndexExpression a, IndexExpression b) => BinaryIndex.Of(IndexOperation.Multiply, a, b);

    /// <summary>Smaller of two.</summary>
    public static IndexExpression Min(IndexExpression a, IndexExpression b) => BinaryIndex.Of(IndexOperation.Min, a, b);

    /// <summary>Larger of two.</summary>
    public static IndexExpression Max(IndexExpression a, IndexExpression b) => BinaryIndex.Of(IndexOperation.Max, a, b);

    /// <summary>ceil(this / divisor) for a positive constant divisor.</summary>
    /// <exception cref="DiagnosticException">MR0217: the divisor is not positive.</exception>
    public IndexExpression CeilingDivide(int divisor) => BinaryIndex.Of(IndexOperation.CeilingDivide, this, Positive(divisor));

    /// <summary>floor(this / divisor) for a positive constant divisor.</summary>
    /// <exception cref="DiagnosticException">MR0217: the divisor is not positive.</exception>
    public IndexExpression Divide(int divisor) => BinaryIndex.Of(IndexOperation.Divide, this, Positive(divisor));

    /// <summary>this - divisor * floor(this / divisor) for a positive constant divisor.</summary>
    /// <exception cref="DiagnosticException">MR0217: the divisor is not positive.</exception>
    public IndexExpression Modulo(int divisor) => BinaryIndex.Of(IndexOperation.Modulo, this, Positive(divisor));

    /// <summary>True when less.</summary>
    public static Guard operator <(IndexExpression a, IndexExpression b) => new CompareGuard(Comparison.Less, a, b);

    /// <summary>True when greater.</summary>
    public static Guard operator >(IndexExpression a, IndexExpression b) => new CompareGuard(Comparison.Less, b, a);

    /// <summary>True when less or equal.</summary>
    public static Guard operator <=(IndexExpression a, IndexExpression b) => !(b < a);

    /// <summary>True when greater or equal.</summary>
    public static Guard operator >=(IndexExpression a, IndexExpression b) => !(a < b);

    /// <summary>True when equal.</summary>
    public Guard Is(IndexExpression other) => new CompareGuard(Comparison.Equal, this, other);

    /// <summary>The number as a value of the data path, in the narrowest type that holds its range.</summary>
    public Value ToValue() => new IndexValue(this);

    /// <summary>The number as a value of the data path.</summary>
    public static implicit operator Value(IndexExpression index) => index.ToValue();

    private static int Positive(int divisor) => divisor > 0 ? divisor
        : throw new DiagnosticException("MR0217", $"an index expression is divided by {divisor}; a positive constant is needed");

    /// <summary>Its value for given indices and arguments.</summary>
    internal abstract long Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments);
}
