namespace Millrace.Hls.Tests;

/// <summary>What index expressions and guards mean, written anew over their public shape.</summary>
internal static class IndexMath
{
    internal static long Value(IndexExpression expression, Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments)
    {
        switch (expression)
        {
            case ConstantIndex c:
                return c.Value;
            case Argument a:
                return arguments[a.Name];
            case LoopIndex l:
                return index(l);
        }

        var binary = (BinaryIndex)expression;
        var (x, y) = (Value(binary.Left, index, arguments), Value(binary.Right, index, arguments));
        return binary.Operation switch
        {
            IndexOperation.Add => x + y,
            IndexOperation.Subtract => x - y,
            IndexOperation.Multiply => x * y,
            IndexOperation.Min => x < y ? x : y,
            IndexOperation.Max => x > y ? x : y,
            IndexOperation.Divide => (long)Math.Floor((decimal)x / y),
            IndexOperation.CeilingDivide => (long)Math.Ceiling((decimal)x / y),
            IndexOperation.Modulo => ((x % y) + y) % y,
            _ => throw new NotSupportedException($"{binary.Operation}"),
        };
    }

    internal static bool Holds(Guard guard, Func<LoopIndex, long> index, IReadOnlyDictionary<string, long> arguments) => guard switch
    {
        ConstantGuard c => c.Value,
        CompareGuard { Comparison: Comparison.Equal } c => Value(c.Left, index, arguments) == Value(c.Right, index, arguments),
        CompareGuard c => Value(c.Left, index, arguments) < Value(c.Right, index, arguments),
        AndGuard a => Holds(a.Left, index, arguments) & Holds(a.Right, index, arguments),
        NotGuard n => !Holds(n.Inner, index, arguments),
        _ => throw new NotSupportedException($"{guard}"),
    };
}
