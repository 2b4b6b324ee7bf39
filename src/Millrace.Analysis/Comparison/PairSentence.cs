namespace Millrace.Analysis;

/// <summary>Says in one sentence where a board wins.</summary>
internal static class PairSentence
{
    private const string Always = "always";

    public static string Of(Contender board, Contender rival, IReadOnlyList<PairCrossover> crossovers)
    {
        if (crossovers.Count == 0)
        {
            var why = board.Message ?? rival.Message ?? "no prompt is held by both.";
            return $"{board.Name} against {rival.Name}: cannot be compared; {why}";
        }

        return $"{board.Name} wins against {rival.Name} on latency {Region(crossovers, c => c.Latency)}; "
            + $"on energy {Region(crossovers, c => c.Energy)}.";
    }

    private static string Region(IReadOnlyList<PairCrossover> all, Func<PairCrossover, Crossing> of)
    {
        if (all.All(c => of(c).Always)) return Always;
        if (all.All(c => of(c).Never)) return "never";
        if (of(all[0]).SearchedTo == 0)
            return $"at a prompt of {string.Join(", ", all.Where(c => of(c).Always).Select(c => c.PromptTokens))} tokens";
        var parts = all.Select(c => Region(of(c))).ToArray();
        if (parts.Length > 1 && parts.All(p => p == parts[0])) return $"{Tokens(parts[0])} at every prompt";
        // The unit is said once.
        var first = Array.FindIndex(parts, p => p != Always);
        return string.Join(", ", all.Select((c, i) => $"{Part(i)} at {(i == 0 ? "a prompt of " : "")}{c.PromptTokens}"));

        string Part(int i) => i == first ? Tokens(parts[i]) : Bare(parts[i]);
    }

    private static string Tokens(string text) => text.Replace("#", " generated tokens", StringComparison.Ordinal);

    private static string Bare(string text) => text.Replace("#", "", StringComparison.Ordinal);

    private static string Region(Crossing c)
    {
        if (c.Always) return Always;
        if (c.Never) return $"never up to {c.SearchedTo}#";
        return string.Join(" and ", c.Wins.Select(w =>
            w.To == c.SearchedTo ? $"from {w.From}# on"
            : w.From == c.SearchedFrom ? $"up to {w.To}#"
            : $"from {w.From} to {w.To}#"));
    }
}
