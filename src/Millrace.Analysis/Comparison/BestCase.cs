namespace Millrace.Analysis;

/// <summary>What the figures of a board are that nobody has designed.</summary>
public static class BestCase
{
    /// <summary>In few words, wherever the figures are shown.</summary>
    public const string What = "best case, not a design";

    /// <summary>The same as a sentence.</summary>
    public const string Meaning =
        "Best case, not a design: multipliers up to what can be routed, sized for the longest prompt and output.";

    /// <summary>How far it can be relied on.</summary>
    public const string Reach = "No concrete design has been shown to be as fast there; for shorter ones a design may be faster.";

    /// <summary>What to do for figures of something that can be built.</summary>
    public const string Instead = "For a design to build: millrace explore --output FILE.json, then millrace compare --design FILE.json.";
}
