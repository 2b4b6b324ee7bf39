namespace Millrace.Hls;

/// <summary>A launch argument: a number the host sets before each launch, such as a sequence length. Arguments of one name are one argument
/// throughout a network.</summary>
/// <param name="name">Its name.</param>
/// <param name="maximum">The largest value it may be given; sets the width of registers and addresses.</param>
/// <param name="minimum">The smallest.</param>
public sealed class Argument(string name, long maximum = 65535, long minimum = 0) : IndexExpression
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override long Minimum { get; } = minimum;

    /// <inheritdoc/>
    public override long Maximum { get; } = maximum;

    internal override long Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) => arguments[Name];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
