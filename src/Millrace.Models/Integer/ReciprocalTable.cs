namespace Millrace.Models.Integer;

/// <summary>The tables C and D of softmax (<c>docs/arithmetic.md</c>, section 4): 1/w' for w' in [1, 2), 256 pieces, with a straight line in
/// each.</summary>
public static class ReciprocalTable
{
    /// <summary>Fraction bits of the entries and of the result.</summary>
    public const int FractionBits = 17;

    private const int Pieces = 256;
    private static readonly int[] BaseTable = Enumerable.Range(0, Pieces).Select(Formula).ToArray();
    private static readonly int[] SlopeTable = Enumerable.Range(0, Pieces).Select(i => Formula(i) - Formula(i + 1)).ToArray();

    /// <summary>C: 256 values UInt(18).</summary>
    public static ReadOnlySpan<int> Bases => BaseTable;

    /// <summary>D: 256 drops UInt(9) from one base to the next.</summary>
    public static ReadOnlySpan<int> Slopes => SlopeTable;

    /// <summary>1/(w / 2^16) with 17 fraction bits, for w in [2^16, 2^17).</summary>
    public static int Lookup(int w)
    {
        var piece = (w >> 8) & (Pieces - 1);
        return BaseTable[piece] - (int)FixedPoint.RoundShift((long)SlopeTable[piece] * (w & 255), 8);
    }

    private static int Formula(int i) => (int)Math.Floor((1 << FractionBits) / (1 + i / (double)Pieces) + 0.5);
}
