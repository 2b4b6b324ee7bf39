namespace Millrace.Hls;

/// <summary>An expression of C++: its text, how strongly it binds, and its type where that is known to the bit.</summary>
/// <param name="Text">The text.</param>
/// <param name="Binding">How strongly its outermost operator binds; smaller is stronger.</param>
/// <param name="Type">Its type, if it is an <c>ap_int</c> or <c>ap_uint</c> of just that width; else it is as wide as it
/// needs to be.</param>
internal readonly record struct Cpp(string Text, int Binding = Cpp.Primary, ScalarType? Type = null)
{
    internal const int Primary = 0;
    internal const int Multiplicative = 2;
    internal const int Additive = 3;
    internal const int Shift = 4;
    internal const int Relational = 5;
    internal const int Equality = 6;
    internal const int Bitwise = 7;
    internal const int And = 10;
    internal const int Or = 11;
    internal const int Conditional = 12;

    /// <summary>The text as an operand of an operator that binds this strongly.</summary>
    internal string In(int binding) => Binding <= binding ? Text : $"({Text})";

    /// <summary>The text as an operand, in brackets if it has an operator at all: compilers warn of what people misread.</summary>
    internal string Alone => In(Primary);

    /// <summary>The value in a type, which holds it or is meant to cut it.</summary>
    internal Cpp As(ScalarType type) => Type is { } own && CppTypes.Of(own) == CppTypes.Of(type)
        ? this
        : new($"{CppTypes.Of(type)}({Text})", Primary, type);

    /// <summary>Two operands and a left-associative operator.</summary>
    internal static Cpp Binary(Cpp a, string sign, Cpp b, int binding) => binding switch
    {
        Shift or Bitwise => new($"{a.Alone} {sign} {b.Alone}", binding),
        And => new($"{a.In(And)} {sign} {b.In(And)}", And),
        Relational or Equality => new($"{a.In(Additive)} {sign} {b.In(Additive)}", binding),
        _ => new($"{a.In(binding)} {sign} {b.In(binding - 1)}", binding),
    };

    /// <summary>A number; one that is too large for an <c>int</c> says so.</summary>
    internal static Cpp Number(long value) => value switch
    {
        long.MinValue => new("(-9223372036854775807LL - 1)"),
        < int.MinValue or > int.MaxValue => new(FormattableString.Invariant($"{value}LL"), value < 0 ? Multiplicative : Primary),
        int.MinValue => new("(-2147483647 - 1)"),
        _ => new(FormattableString.Invariant($"{value}"), value < 0 ? Multiplicative : Primary),
    };
}
