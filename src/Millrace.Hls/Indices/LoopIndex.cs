namespace Millrace.Hls;

/// <summary>The index of one loop of a nest, from 0 to trip count - 1.</summary>
public sealed class LoopIndex : IndexExpression
{
    internal LoopIndex(string name, IndexExpression trip, int level, SourcePosition position) =>
        (Name, Trip, Level, Position) = (name, trip, level, position);

    /// <summary>The author's name of the loop.</summary>
    public string Name { get; }

    /// <summary>Trip count: constant, argument, or an expression of outer indices.</summary>
    public IndexExpression Trip { get; }

    /// <summary>0 for the outermost loop.</summary>
    public int Level { get; }

    /// <summary>The line that opened the loop.</summary>
    public SourcePosition Position { get; }

    /// <summary>True in the first iteration.</summary>
    public Guard IsFirst => Is(0);

    /// <summary>True in the last iteration.</summary>
    public Guard IsLast => Is(Trip - 1);

    /// <inheritdoc/>
    public override long Minimum => 0;

    /// <inheritdoc/>
    public override long Maximum => Math.Max(0, Trip.Maximum - 1);

    internal override long Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) => index(this);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
