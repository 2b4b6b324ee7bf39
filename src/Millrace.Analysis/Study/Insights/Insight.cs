namespace Millrace.Analysis;

/// <summary>A sentence of the paper and what the numbers say of it.</summary>
/// <param name="Number">Its place among the six.</param>
/// <param name="Statement">The sentence.</param>
/// <param name="Claims">What it comes to, in parts that numbers decide.</param>
/// <param name="Reading">How the sentence is read here, and where that differs from the paper; it decides nothing.</param>
public sealed record Insight(int Number, string Statement, IReadOnlyList<Claim> Claims, string Reading)
{
    /// <summary>Whether all parts hold.</summary>
    public bool Confirmed => Claims.All(c => c.Holds);
}

/// <summary>A part of an insight.</summary>
/// <param name="Text">What must hold.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Numbers">The numbers that decide it.</param>
public sealed record Claim(string Text, bool Holds, string Numbers);
