using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Checks a request and fills in what it left open.</summary>
internal static class OverlayRequestChecks
{
    private const int MostBits = 16;
    private const int MostMacs = 1 << 24;

    /// <summary>The same request with clock and tokens filled in.</summary>
    public static OverlayRequest Checked(OverlayRequest r)
    {
        var clock = r.ClockMegahertz ?? r.Device.DefaultClockMegahertz;
        var generated = TokenChecks.Generated(r.Shape, r.PromptTokens, r.GeneratedTokens);
        Require(r.WeightBits is >= 1 and <= MostBits, $"weights have {r.WeightBits} bits, but they must have from 1 to {MostBits}");
        Require(
            r.ActivationBits is >= 1 and <= MostBits,
            $"activations have {r.ActivationBits} bits, but they must have from 1 to {MostBits}");
        Require(clock is >= 1 and <= 2000, Invariant($"the clock is {clock} MHz, but it must be from 1 to 2000 MHz"));
        Require(
            r.MacsPerCycle is >= 1 and <= MostMacs,
            $"the engine has {r.MacsPerCycle} multipliers, but it must have from 1 to {MostMacs}");
        Require(r.RowsAtATime >= 1, $"{r.RowsAtATime} rows share a weight, but it must be at least 1");
        Require(
            r.OverheadCycles >= 0 && double.IsFinite(r.OverheadCycles),
            Invariant($"the overhead of an operator is {r.OverheadCycles} cycles, but it must be a number from 0"));
        return r with { ClockMegahertz = clock, GeneratedTokens = generated };
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds) throw new AnalysisException(sentence + ".");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
