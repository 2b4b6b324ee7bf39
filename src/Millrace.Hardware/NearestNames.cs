namespace Millrace.Hardware;

/// <summary>Finds the names somebody may have meant.</summary>
public static class NearestNames
{
    /// <summary>The names nearest to what was given, at most <paramref name="most"/>: first those that begin so, then by edit distance.</summary>
    public static IReadOnlyList<string> To(string given, IEnumerable<string> names, int most = 3) =>
        [.. names
            .OrderBy(name => !name.StartsWith(given, StringComparison.OrdinalIgnoreCase))
            .ThenBy(name => Distance(given.ToLowerInvariant(), name.ToLowerInvariant()))
            .ThenBy(n => n, StringComparer.Ordinal)
            .Take(most)];

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
