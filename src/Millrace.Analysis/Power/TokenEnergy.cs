namespace Millrace.Analysis;

/// <summary>Energy of tokens.</summary>
public static class TokenEnergy
{
    /// <summary>Joules of a token: power times time, over the tokens made (or, in prefill, read) in it.</summary>
    /// <param name="watts">Mean power.</param>
    /// <param name="milliseconds">The time.</param>
    /// <param name="tokens">Tokens of all sequences in that time, at least 1.</param>
    public static double Joules(double watts, double milliseconds, long tokens = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        return watts * milliseconds / 1e3 / tokens;
    }
}
