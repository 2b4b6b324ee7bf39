namespace Millrace.Hls;

/// <summary>A loop index, launch argument or expression of them, used as data.</summary>
public sealed class IndexValue(IndexExpression index) : Value(ScalarType.ForRange(index.Minimum, index.Maximum))
{
    /// <summary>The expression.</summary>
    public IndexExpression Index { get; } = index;
}

/// <summary>A guard used as a Boolean.</summary>
public sealed class GuardValue(Guard guard) : Value(Language.Bool)
{
    /// <summary>The guard.</summary>
    public Guard Guard { get; } = guard;
}
