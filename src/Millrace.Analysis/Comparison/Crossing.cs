namespace Millrace.Analysis;

/// <summary>The output lengths at which one contender is ahead of another, of all that the context and both hold: each is tried, since a
/// lead need not last.</summary>
public sealed record Crossing
{
    /// <summary>Where it is ahead, in ascending order; empty where nowhere.</summary>
    public required IReadOnlyList<TokenRange> Wins { get; init; }

    /// <summary>The shortest output length that was tried: 1, or 0 of an encoder.</summary>
    public required int SearchedFrom { get; init; }

    /// <summary>The longest.</summary>
    public required int SearchedTo { get; init; }

    /// <summary>Ahead at every length.</summary>
    public bool Always => Wins.Count == 1 && Wins[0] == new TokenRange(SearchedFrom, SearchedTo);

    /// <summary>Ahead at none.</summary>
    public bool Never => Wins.Count == 0;

    /// <summary>The length at which it is first ahead, or null.</summary>
    public int? FirstWin => Never ? null : Wins[0].From;

    internal static Crossing Find(int from, int to, Func<int, bool> ahead)
    {
        List<TokenRange> wins = [];
        int? start = null;
        for (var generated = from; generated <= to; generated++)
        {
            var leads = ahead(generated);
            if (leads) start ??= generated;
            if (start is { } begun && (!leads || generated == to))
            {
                wins.Add(new TokenRange(begun, leads ? generated : generated - 1));
                start = null;
            }
        }

        return new Crossing { Wins = wins, SearchedFrom = from, SearchedTo = to };
    }
}
