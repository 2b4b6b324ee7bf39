using System.Text;

namespace Millrace.Hls;

/// <summary>Authors' names as identifiers: letters, digits and underscores, each once.</summary>
internal sealed class Identifiers
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>A name that is still free: the author's, with what cannot stand in an identifier replaced, and a number if it is
    /// taken.</summary>
    internal string Take(string name)
    {
        var clean = Clean(name);
        var unique = clean;
        for (var i = 2; !taken.Add(unique); i++)
            unique = FormattableString.Invariant($"{clean}_{i}");
        return unique;
    }

    /// <summary>Whether a name would be the author's.</summary>
    internal bool IsFree(string name) => !taken.Contains(Clean(name));

    private static string Clean(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.TrimEnd(')'))
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        var clean = text.ToString().Replace("__", "_", StringComparison.Ordinal);
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "n" + clean : clean;
    }
}
