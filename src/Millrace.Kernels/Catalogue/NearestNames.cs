namespace Millrace.Kernels;

/// <summary>Finds the names somebody may have meant.</summary>
internal static class NearestNames
{
    /// <summary>At most three: first those that begin so, then by edit distance.</summary>
    internal static IEnumerable<string> To(string given, IEnumerable<string> names) => names
        .OrderBy(name => !name.StartsWith(given, StringComparison.OrdinalIgnoreCase))
        .ThenBy(name => Distance(given.ToLowerInvariant(), name))
        .ThenBy(name => name, StringComparer.Ordinal)
        .Take(3);

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
