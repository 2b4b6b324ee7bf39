namespace Millrace.Hls;

/// <summary>A condition on loop indices and launch arguments: when a channel or memory is accessed. Never on data (see
/// <see cref="Language.Select"/> for that).</summary>
public abstract class Guard
{
    private protected Guard()
    {
    }

    /// <summary>Always true.</summary>
    public static Guard Always { get; } = new ConstantGuard(true);

    /// <summary>Never true.</summary>
    public static Guard Never { get; } = new ConstantGuard(false);

    /// <summary>Both.</summary>
    public static Guard operator &(Guard a, Guard b) => (a, b) switch
    {
        (ConstantGuard x, _) => x.Value ? b : Never,
        (_, ConstantGuard y) => y.Value ? a : Never,
        _ => new AndGuard(a, b),
    };

    /// <summary>At least one.</summary>
    public static Guard operator |(Guard a, Guard b) => !(!a & !b);

    /// <summary>Not.</summary>
    public static Guard operator !(Guard a) => a switch
    {
        ConstantGuard c => c.Value ? Never : Always,
        NotGuard n => n.Inner,
        _ => new NotGuard(a),
    };

    /// <summary>The condition as a Boolean of the data path.</summary>
    public static implicit operator Value(Guard guard) => new GuardValue(guard);

    internal abstract bool Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments);
}

/// <summary>Always or never.</summary>
public sealed class ConstantGuard : Guard
{
    internal ConstantGuard(bool value) => Value = value;

    /// <summary>Always if true.</summary>
    public bool Value { get; }

    internal override bool Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) => Value;

    /// <inheritdoc/>
    public override string ToString() => Value ? "always" : "never";
}

/// <summary>How two numbers are compared.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Less.</summary>
    Less,
}

/// <summary>A comparison of two index expressions.</summary>
public sealed class CompareGuard : Guard
{
    internal CompareGuard(Comparison comparison, IndexExpression left, IndexExpression right) =>
        (Comparison, Left, Right) = (comparison, left, right);

    /// <summary>How.</summary>
    public Comparison Comparison { get; }

    /// <summary>First operand.</summary>
    public IndexExpression Left { get; }

    /// <summary>Second operand.</summary>
    public IndexExpression Right { get; }

    internal override bool Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments)
    {
        var (a, b) = (Left.Evaluate(index, arguments), Right.Evaluate(index, arguments));
        return Comparison == Comparison.Equal ? a == b : a < b;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Left} {(Comparison == Comparison.Equal ? "==" : "<")} {Right}";
}

/// <summary>Both of two conditions.</summary>
public sealed class AndGuard : Guard
{
    internal AndGuard(Guard left, Guard right) => (Left, Right) = (left, right);

    /// <summary>First.</summary>
    public Guard Left { get; }

    /// <summary>Second.</summary>
    public Guard Right { get; }

    internal override bool Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) =>
        Left.Evaluate(index, arguments) && Right.Evaluate(index, arguments);

    /// <inheritdoc/>
    public override string ToString() => $"({Left} and {Right})";
}

/// <summary>The opposite of a condition.</summary>
public sealed class NotGuard : Guard
{
    internal NotGuard(Guard inner) => Inner = inner;

    /// <summary>The condition negated.</summary>
    public Guard Inner { get; }

    internal override bool Evaluate(Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) =>
        !Inner.Evaluate(index, arguments);

    /// <inheritdoc/>
    public override string ToString() => $"not ({Inner})";
}
