using Millrace.Models;

namespace Millrace.Cli;

/// <summary>A line of a file of texts, as a classifier takes it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Input">Its tokens, which suit the model.</param>
/// <param name="Label">Its label's id, where the file gives labels.</param>
internal sealed record TextLine(string Text, BertInput Input, int? Label = null)
{
    /// <summary>The lines of a file, but for blank ones.</summary>
    /// <param name="file">UTF-8.</param>
    /// <param name="folder">The classifier.</param>
    /// <param name="labelled">Whether a label stands before each text, with a tab between: its name or its id.</param>
    /// <exception cref="UsageException">The file cannot be read, holds no text, a text too long, or a label that the model has
    /// not.</exception>
    public static IReadOnlyList<TextLine> Read(string file, ModelFolder folder, bool labelled = false)
    {
        var tokenizer = folder.LoadEncoderTokenizer();
        var config = folder.EncoderConfig;
        var lines = TextFile.Read(file).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var result = new List<TextLine>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            var where = FormattableString.Invariant($"{file}: line {i + 1}");
            var (label, text) = labelled ? Split(lines[i], config.Labels, where) : (null, lines[i]);
            var input = tokenizer.Encode(text);
            try
            {
                input.Require(config);
            }
            catch (ModelException e)
            {
                throw new UsageException($"{where}: {e.Message}", e);
            }

            result.Add(new TextLine(text, input, label));
        }

        return result.Count > 0 ? result : throw new UsageException($"{file}: it holds no text.");
    }

    private static (int? Label, string Text) Split(string line, IReadOnlyList<string> labels, string where)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0) throw new UsageException($"{where}: it has no label; a line is a label, a tab and a text.");
        var given = line[..tab];
        for (var i = 0; i < labels.Count; i++)
            if (given == labels[i] || given == FormattableString.Invariant($"{i}")) return (i, line[(tab + 1)..]);
        throw new UsageException(
            $"{where}: the label is \"{given}\", but it must be one of {string.Join(", ", labels)}, or an id from 0 to "
            + FormattableString.Invariant($"{labels.Count - 1}."));
    }
}
