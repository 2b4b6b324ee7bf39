namespace Millrace.Hls;

/// <summary>Index expressions and guards as C++: built-in integers, <c>int</c> as long as they fit.</summary>
internal sealed class CppIndex(IReadOnlyDictionary<LoopIndex, string> loops, IReadOnlyDictionary<string, string> arguments)
{
    /// <summary><c>int</c>, or <c>long</c> where the range needs it.</summary>
    internal static string Type(IndexExpression e) => Fits(e) ? "int" : "long";

    internal Cpp Code(IndexExpression e) => e switch
    {
        ConstantIndex c => Cpp.Number(c.Value),
        Argument a => new Cpp(arguments[a.Name]),
        LoopIndex l => new Cpp(loops[l]),
        BinaryIndex b => Code(b),
        _ => throw new InvalidOperationException($"internal error: index expression {e}"),
    };

    internal Cpp Code(Guard guard) => guard switch
    {
        ConstantGuard c => new Cpp(c.Value ? "true" : "false"),
        CompareGuard { Comparison: Comparison.Equal } c => Compare(c, "==", Cpp.Equality),
        CompareGuard c => Compare(c, "<", Cpp.Relational),
        AndGuard a => Cpp.Binary(Code(a.Left), "&&", Code(a.Right), Cpp.And),
        NotGuard n => Not(n.Inner),
        _ => throw new InvalidOperationException($"internal error: guard {guard}"),
    };

    private Cpp Not(Guard guard) => guard switch
    {
        CompareGuard { Comparison: Comparison.Equal } c => Compare(c, "!=", Cpp.Equality),
        CompareGuard c => Compare(c, ">=", Cpp.Relational),
        AndGuard a => Or(Code(!a.Left), Code(!a.Right)),
        _ => new Cpp($"!{Code(guard).Alone}", 1),
    };

    // Compilers warn of a number that is compared with itself.
    private Cpp Compare(CompareGuard guard, string sign, int binding)
    {
        var (left, right) = (Code(guard.Left), Code(guard.Right));
        return left.Text == right.Text
            ? new Cpp(sign is "==" or ">=" ? "true" : "false")
            : Cpp.Binary(left, sign, right, binding);
    }

    // An 'and' inside an 'or' stands in brackets: compilers ask for them.
    private static Cpp Or(Cpp a, Cpp b) =>
        new($"{(a.Binding == Cpp.And ? a.Alone : a.In(Cpp.Or))} || {(b.Binding == Cpp.And ? b.Alone : b.In(Cpp.Or))}", Cpp.Or);

    private Cpp Code(BinaryIndex b)
    {
        var (left, right) = (Code(b.Left), Code(b.Right));
        // The operands of one operation have one type, that of its result if that is the wider one.
        if ((!Fits(b) || b.Left.Maximum + b.Right.Maximum > int.MaxValue) && Fits(b.Left))
            left = new Cpp($"long({left.Text})");
        var type = Fits(b) && Fits(b.Left) && Fits(b.Right) ? "int" : "long";
        var exact = b.Left.Minimum >= 0;
        return b.Operation switch
        {
            IndexOperation.Add => Cpp.Binary(left, "+", right, Cpp.Additive),
            IndexOperation.Subtract => Cpp.Binary(left, "-", right, Cpp.Additive),
            IndexOperation.Multiply => Cpp.Binary(left, "*", right, Cpp.Multiplicative),
            IndexOperation.Min => new Cpp($"mr::smaller<{type}>({left.Text}, {right.Text})"),
            IndexOperation.Max => new Cpp($"mr::larger<{type}>({left.Text}, {right.Text})"),
            IndexOperation.Divide when exact => Cpp.Binary(left, "/", right, Cpp.Multiplicative),
            IndexOperation.Modulo when exact => Cpp.Binary(left, "%", right, Cpp.Multiplicative),
            IndexOperation.CeilingDivide when exact => Cpp.Binary(
                Cpp.Binary(left, "+", Cpp.Number(b.Right.Maximum - 1), Cpp.Additive), "/", right, Cpp.Multiplicative),
            IndexOperation.Divide => new Cpp($"mr::floor_divide({left.Text}, {right.Text})"),
            IndexOperation.Modulo => new Cpp($"mr::floor_modulo({left.Text}, {right.Text})"),
            IndexOperation.CeilingDivide => new Cpp($"-mr::floor_divide(-{left.Alone}, {right.Text})", 1),
            _ => throw new InvalidOperationException($"internal error: index operation {b.Operation}"),
        };
    }

    private static bool Fits(IndexExpression e) => e.Minimum >= int.MinValue && e.Maximum <= int.MaxValue;
}
