namespace Millrace.Hls;

/// <summary>Types of values in C++. Fixed point is kept as the integer of its bits: the graph has placed every binary point.</summary>
internal static class CppTypes
{
    /// <summary><c>ap_int&lt;8&gt;</c>, <c>ap_uint&lt;1&gt;</c>.</summary>
    internal static string Of(ScalarType type) => FormattableString.Invariant($"{(type.Signed ? "ap_int" : "ap_uint")}<{type.Width}>");

    /// <summary>A scalar for one lane, else a vector.</summary>
    internal static string Of(HardwareType type) => type.Lanes == 1
        ? Of(type.Element)
        : FormattableString.Invariant($"hls::vector<{Of(type.Element)}, {type.Lanes}>");

    /// <summary>The narrowest type that holds both.</summary>
    internal static ScalarType Common(ScalarType a, ScalarType b) =>
        ScalarType.ForRange(Int128.Min(a.MinValue, b.MinValue), Int128.Max(a.MaxValue, b.MaxValue), a.Fraction);

    /// <summary>Parameters of words of memory: all their bits in one number.</summary>
    internal static string Word(HardwareType type) => FormattableString.Invariant($"ap_uint<{type.Bits}>");

    /// <summary>What follows the name of an array of words on chip: words, then separately writable parts, then lanes.</summary>
    internal static string Dimensions(HardwareType word, long words, int parts) => Shape(word, parts) switch
    {
        (1, 1) => FormattableString.Invariant($"[{words}]"),
        (var p, 1) => FormattableString.Invariant($"[{words}][{p}]"),
        (1, var l) => FormattableString.Invariant($"[{words}][{l}]"),
        var (p, l) => FormattableString.Invariant($"[{words}][{p}][{l}]"),
    };

    /// <summary>A lane of a word of such an array.</summary>
    internal static string Lane(string name, HardwareType word, int parts, string address, string lane) => Shape(word, parts) switch
    {
        (1, 1) => $"{name}[{address}]",
        (_, 1) or (1, _) => $"{name}[{address}][{lane}]",
        var (_, l) => FormattableString.Invariant($"{name}[{address}][{Part(lane)} / {l}][{Part(lane)} % {l}]"),
    };

    /// <summary>A number of a lane as part of an expression.</summary>
    internal static string Part(string lane) => lane.Contains(' ', StringComparison.Ordinal) ? $"({lane})" : lane;

    /// <summary>A lane of a part of a word.</summary>
    internal static string PartLane(string name, HardwareType word, int parts, string address, string part, string lane) =>
        Shape(word, parts) switch
        {
            (1, _) => Lane(name, word, parts, address, lane),
            (_, 1) => $"{name}[{address}][{part}]",
            _ => $"{name}[{address}][{part}][{lane}]",
        };

    /// <summary>Separately writable parts of a word and lanes of one.</summary>
    internal static (int Parts, int Lanes) Shape(HardwareType word, int parts) => (parts, word.Lanes / parts);
}
