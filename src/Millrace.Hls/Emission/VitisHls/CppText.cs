namespace Millrace.Hls;

/// <summary>Lines of C++ with their indentation: two blanks a level, pragmas at the margin.</summary>
internal sealed class CppText
{
    private const int Longest = 120;
    private readonly SourceText text = new();
    private int level;

    /// <summary>Adds a line; one that is too long goes on in the next, a step to the right.</summary>
    internal void Line(string line = "", string comment = "")
    {
        var indent = new string(' ', 2 * level);
        for (var cut = Cut(line, indent.Length); cut > 0; cut = Cut(line, indent.Length))
        {
            text.Line(indent + line[..cut].TrimEnd());
            line = line[cut..].TrimStart();
            indent = new string(' ', (2 * level) + 4);
        }

        text.Line((line.Length == 0 ? "" : indent + line) + (comment.Length == 0 ? "" : $"  // {comment}"));
    }

    /// <summary>Where a line is broken: behind a comma or before an operator; 0 if it is short, or has no such place.</summary>
    private static int Cut(string line, int indent)
    {
        var most = Longest - indent;
        if (line.Length <= most || most < 20 || line.StartsWith("//", StringComparison.Ordinal))
            return 0;
        ReadOnlySpan<string> places = [", ", " = ", " * ", " + ", " ? ", " && "];
        var best = 0;
        foreach (var place in places)
        {
            var at = line.LastIndexOf(place, most - 1, most, StringComparison.Ordinal);
            best = Math.Max(best, at < 0 ? 0 : place is ", " or " = " ? at + place.Length - 1 : at);
        }

        return best;
    }

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
