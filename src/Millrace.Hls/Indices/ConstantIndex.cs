namespace Millrace.Hls;

/// <summary>A constant.</summary>
public sealed class ConstantIndex(long value) : IndexExpression
{
    /// <summary>The constant.</summary>
    public long Value { get; } = value;

    /// <inheritdoc/>
    public override long Minimum => Value;

    /// <inheritdoc/>
    public override long Maximum => Value;

    internal override long Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) => Value;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value}");
}
