namespace Millrace.Analysis;

/// <summary>The longest sequence that a contender holds: its cache grows with every token.</summary>
internal static class LongestSequence
{
    /// <summary>The most tokens from <paramref name="least"/> to <paramref name="most"/> that are held, or 0.</summary>
    /// <param name="least">The fewest that count.</param>
    /// <param name="most">The context.</param>
    /// <param name="holds">Whether so many are held; once false, false of all more.</param>
    public static int Of(int least, int most, Func<int, bool> holds)
    {
        if (!holds(least)) return 0;
        var (good, bad) = (least, most + 1);
        while (bad - good > 1)
        {
            var middle = good + ((bad - good) / 2);
            if (holds(middle)) good = middle;
            else bad = middle;
        }

        return good;
    }
}
