namespace Millrace.Hls;

/// <summary>Lines of C++ with their indentation: two blanks a level, pragmas at the margin.</summary>
internal sealed class CppText
{
    private readonly SourceText text = new();
    private int level;

    /// <summary>Adds a line.</summary>
    internal void Line(string line = "", string comment = "") =>
        text.Line((line.Length == 0 ? "" : new string(' ', 2 * level) + line) + (comment.Length == 0 ? "" : $"  // {comment}"));

    /// <summary>Adds a line with the user's position beside it, if it is known.</summary>
    internal void Line(string line, SourcePosition position) => Line(line, position.IsKnown ? position.ToString() : "");

    /// <summary>Adds parameters, one a line, and what follows the bracket.</summary>
    internal void Parameters(IEnumerable<string> parameters, string end)
    {
        var all = parameters.ToList();
        for (var i = 0; i < all.Count; i++)
            Line($"    {all[i]}{(i < all.Count - 1 ? "," : ")" + end)}");
        if (all.Count == 0)
            Line($"    ){end}");
    }

    /// <summary>Adds a pragma of Vitis HLS.</summary>
    internal void Pragma(string pragma) => text.Line($"#pragma HLS {pragma}");

    /// <summary>Opens a block.</summary>
    internal void Open(string line, string comment = "")
    {
        Line(line + " {", comment);
        level++;
    }

    /// <summary>What follows stands a level deeper.</summary>
    internal void Indent() => level++;

    /// <summary>Closes a block.</summary>
    internal void Close(string end = "}")
    {
        level--;
        Line(end);
    }

    /// <summary>A statement under a condition, in two lines.</summary>
    internal void If(string condition, string statement, SourcePosition position)
    {
        if (condition is "true")
        {
            Line(statement, position);
            return;
        }

        Line($"if ({condition})");
        level++;
        Line(statement, position);
        level--;
    }

    /// <summary>A loop over lanes, all at once in hardware.</summary>
    internal void Unrolled(string index, long count, Action body)
    {
        Open(FormattableString.Invariant($"for (int {index} = 0; {index} < {count}; ++{index})"));
        Pragma("unroll");
        body();
        Close();
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
