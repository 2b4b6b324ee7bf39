using System.Globalization;
using Millrace.Kernels;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The table of launches on a page of docs/kernels, and the commands below it, one for each row: what a row says beside its launch
/// and its ideal is what the command prints.</summary>
internal static class FigureTable
{
    private const string Head = "| launch | ideal |";
    private const string Command = "    ./millrace kernel ";

    /// <summary>The pages that have one.</summary>
    internal static IEnumerable<string> Pages => Directory.GetFiles(KernelPage.Folder, "*.md")
        .Where(f => File.ReadLines(f).Any(l => l.StartsWith(Head, StringComparison.Ordinal)))
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    /// <summary>The page with its figures made anew.</summary>
    internal static string Make(string page)
    {
        var lines = page.Split('\n');
        var first = Array.FindIndex(lines, l => l.StartsWith(Head, StringComparison.Ordinal)) + 2;
        var rows = lines.Skip(first).TakeWhile(l => l.StartsWith("| ", StringComparison.Ordinal)).Count();
        var commands = Commands(lines).ToArray();
        Assert.Equal(rows, commands.Length);
        for (var i = 0; i < rows; i++)
            lines[first + i] = Row(lines[first + i], commands[i]);
        return string.Join('\n', lines);
    }

    private static string Row(string row, string command)
    {
        // Between bars: nothing, launch, ideal, then what is made.
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = words.Where(w => w.Contains('=', StringComparison.Ordinal)).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]);
        var result = KernelResult.Of(KernelCatalogue.Find(words[2]).Build(settings));
        var ideal = long.Parse(cells[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var use = result.Resources;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {cells[1]} | {ideal:N0} | {result.Cycles:N0} | {100.0 * ideal / result.Cycles:0.0} % | {use.Lut:N0} | {use.Ff:N0} "
            + $"| {use.Dsp:N0} | {use.Bram36:#,0.#} | {use.Uram:N0} |");
    }

    // A command that ends in a backslash goes on in the next line.
    private static IEnumerable<string> Commands(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Command, StringComparison.Ordinal))
                continue;
            var command = lines[i];
            while (command.EndsWith('\\'))
                command = command[..^1] + lines[++i];
            yield return command;
        }
    }
}
