namespace Millrace.Hls;

/// <summary>Words that an author's name must not be in C++, and names for what has none in the graph.</summary>
internal static class HlsNames
{
    private static readonly string[] Taken =
    [
        "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "const", "constexpr", "continue",
        "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto",
        "if", "inline", "int", "long", "main", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private",
        "protected", "public", "register", "return", "short", "signed", "sizeof", "static", "std", "struct", "switch", "template", "this",
        "thread", "throw", "true", "try", "typedef", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while",
        "xor",        "ap_int", "ap_uint", "hls", "mr",
    ];

    /// <summary>Identifiers of which those are gone.</summary>
    internal static Identifiers Identifiers()
    {
        var names = new Identifiers();
        foreach (var word in Taken)
            names.Take(word);
        return names;
    }

    /// <summary>What the author called a value where he wrote it to a channel or into a register; null if it had no name there.</summary>
    internal static string? Given(Process process, Value value) => process.Statements
        .Where(s => (s is WriteStatement w && w.Value == value) || (s is RegisterStatement r && r.Value == value))
        .Select(s => s.Given).FirstOrDefault(g => g.Length > 0 && g.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    /// <summary>An element of the channel that a value is written to; null if it is written to none.</summary>
    internal static string? Written(Process process, Value value) => process.Statements.OfType<WriteStatement>()
        .Where(w => w.Value == value).Select(w => Element(w.Port)).FirstOrDefault();

    private static string Element(Port port) => $"{port.Name}_{(port.Type.Lanes == 1 ? "value" : "word")}";

    /// <summary>What a value is called if its author gave no name: what it is.</summary>
    internal static string Of(Value value) => value switch
    {
        ReadValue v => Element(v.Port),
        Register v => $"{v.Name}_lanes",
        LoadValue v => $"{v.Port.Name}_word",
        MemoryReadValue v => $"{v.Memory.Name}_word",
        TableValue v => $"{v.Table.Name}_entry",
        OuterDotValue v => v.Lanes == 1 ? "dot" : "dots",
        ReduceValue { Operation: BinaryOperation.Add } => "total",
        ReduceValue { Operation: BinaryOperation.Max } => "largest",
        ReduceValue => "smallest",
        ConcatValue => "joined",
        ReinterpretValue => "recut",
        LeadingZerosValue => "zeros",
        SelectValue => "chosen",
        ConvertValue { Conversion: Conversion.Saturate } => "saturated",
        SliceValue or ChunkValue or RepeatValue or ConvertValue => Of(value.Operands[0]),
        ShiftValue { Operation: ShiftOperation.RoundRight } => "rounded",
        ShiftValue => "shifted",
        BinaryValue v => v.Operation switch
        {
            BinaryOperation.Add => "sum",
            BinaryOperation.Subtract => "difference",
            BinaryOperation.Multiply => "product",
            BinaryOperation.Min => "smaller",
            BinaryOperation.Max => "larger",
            BinaryOperation.Equal => "is_equal",
            BinaryOperation.Less or BinaryOperation.LessOrEqual => "is_less",
            _ => "bits",
        },
        _ => "value",
    };
}
