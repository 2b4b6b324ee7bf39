using System.Text;

namespace Millrace.Cli;

/// <summary>Builds Markdown: paragraphs and list items wrapped, lines ended by LF on every system.</summary>
internal sealed class MarkdownText
{
    private const int Width = 140; // of documentation

    private readonly StringBuilder _text = new();

    public MarkdownText Heading(int level, string title) => Block($"{new string('#', level)} {title}\n");

    public MarkdownText Paragraph(string text) => Block(Wrapped(text, "", ""));

    public MarkdownText List(IEnumerable<string> items) => Block(string.Concat(items.Select(i => Wrapped(i, "- ", "  "))));

    public MarkdownText Code(string line) => Block($"    {line}\n");

    /// <summary>A table whose first column is names and whose others are numbers.</summary>
    public MarkdownText Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        Block(Row(columns) + Row([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]) + string.Concat(rows.Select(Row)));

    public override string ToString() => _text.ToString();

    // Blocks are set apart by an empty line.
    private MarkdownText Block(string lines)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(lines);
        return this;
    }

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Wrapped(string text, string first, string others)
    {
        var (lines, line) = (new StringBuilder(), new StringBuilder(first));
        var empty = true;
        foreach (var word in text.Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                lines.Append(line).Append('\n');
                line.Clear().Append(others);
                empty = true;
            }

            if (!empty) line.Append(' ');
            line.Append(word);
            empty = false;
        }

        return lines.Append(line).Append('\n').ToString();
    }
}
