namespace Millrace.Hls;

/// <summary>What a <see cref="BinaryIndex"/> computes.</summary>
public enum IndexOperation
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Smaller.</summary>
    Min,

    /// <summary>Larger.</summary>
    Max,

    /// <summary>Quotient rounded up; the divisor is a positive constant.</summary>
    CeilingDivide,

    /// <summary>Quotient rounded down; the divisor is a positive constant.</summary>
    Divide,

    /// <summary>Remainder, never negative; the divisor is a positive constant.</summary>
    Modulo,
}

/// <summary>Two index expressions combined.</summary>
public sealed class BinaryIndex : IndexExpression
{
    private BinaryIndex(IndexOperation operation, IndexExpression left, IndexExpression right)
    {
        (Operation, Left, Right) = (operation, left, right);
        long[] corners =
        [
            Apply(operation, left.Minimum, right.Minimum), Apply(operation, left.Minimum, right.Maximum),
            Apply(operation, left.Maximum, right.Minimum), Apply(operation, left.Maximum, right.Maximum),
        ];
        (Minimum, Maximum) = operation == IndexOperation.Modulo ? (0, right.Maximum - 1) : (corners.Min(), corners.Max());
    }

    /// <summary>What is computed.</summary>
    public IndexOperation Operation { get; }

    /// <summary>First operand.</summary>
    public IndexExpression Left { get; }

    /// <summary>Second operand.</summary>
    public IndexExpression Right { get; }

    /// <inheritdoc/>
    public override long Minimum { get; }

    /// <inheritdoc/>
    public override long Maximum { get; }

    internal static IndexExpression Of(
        IndexOperation operation, IndexExpression left, IndexExpression right) => (operation, left, right) switch
        {
            (_, ConstantIndex a, ConstantIndex b) => new ConstantIndex(Apply(operation, a.Value, b.Value)),
            (IndexOperation.Add or IndexOperation.Subtract, _, ConstantIndex { Value: 0 }) => left,
            (IndexOperation.Add, ConstantIndex { Value: 0 }, _) => right,
            (IndexOperation.Multiply or IndexOperation.CeilingDivide or IndexOperation.Divide, _, ConstantIndex { Value: 1 }) => left,
            (IndexOperation.Modulo, _, ConstantIndex { Value: 1 }) => new ConstantIndex(0),
            (IndexOperation.Multiply, ConstantIndex { Value: 1 }, _) => right,
            _ => new BinaryIndex(operation, left, right),
        };

    internal static long Apply(IndexOperation operation, long a, long b) => operation switch
    {
        IndexOperation.Add => a + b,
        IndexOperation.Subtract => a - b,
        IndexOperation.Multiply => a * b,
        IndexOperation.Min => Math.Min(a, b),
        IndexOperation.Max => Math.Max(a, b),
        IndexOperation.CeilingDivide => -Floor(-a, b),
        IndexOperation.Divide => Floor(a, b),
        IndexOperation.Modulo => a - (b * Floor(a, b)),
        _ => throw new InvalidOperationException($"internal error: index operation {operation}"),
    };

    /// <summary>a / b rounded down.</summary>
    internal static long Floor(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    internal override long Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) =>
        Apply(Operation, Left.Evaluate(index, arguments), Right.Evaluate(index, arguments));

    /// <inheritdoc/>
    public override string ToString() => Operation switch
    {
        IndexOperation.Add => $"({Left} + {Right})",
        IndexOperation.Subtract => $"({Left} - {Right})",
        IndexOperation.Multiply => $"({Left} * {Right})",
        IndexOperation.CeilingDivide => $"ceil({Left} / {Right})",
        IndexOperation.Divide => $"({Left} / {Right})",
        IndexOperation.Modulo => $"({Left} % {Right})",
        _ => $"{(Operation == IndexOperation.Min ? "min" : "max")}({Left}, {Right})",
    };
}
