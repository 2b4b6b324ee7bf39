namespace Millrace.Models.Integer;

/// <summary>The tables A and B of LayerNorm (<c>docs/arithmetic.md</c>, section 3): 1/sqrt(w') for w' in [1, 4), 128 pieces to the unit, with a
/// straight line in each piece.</summary>
public static class InverseSquareRootTable
{
    /// <summary>Fraction bits of the entries and of the result.</summary>
    public const int FractionBits = 18;

    private const int PiecesPerUnit = 128;
    private static readonly int[] BaseTable = new int[512];
    private static readonly int[] SlopeTable = new int[512];

    static InverseSquareRootTable()
    {
        for (var i = PiecesPerUnit; i < BaseTable.Length; i++)
        {
            BaseTable[i] = Formula(i);
            SlopeTable[i] = Formula(i) - Formula(i + 1);
        }
    }

    /// <summary>A: 512 values UInt(19), the first 128 of them 0 and never read.</summary>
    public static ReadOnlySpan<int> Bases => BaseTable;

    /// <summary>B: 512 drops UInt(10) from one base to the next, the first 128 of them 0 and never read.</summary>
    public static ReadOnlySpan<int> Slopes => SlopeTable;

    /// <summary>1/sqrt(w / 2^16) with 18 fraction bits, for w in [2^16, 2^18).</summary>
    public static int Lookup(int w) =>
        BaseTable[w >> 9] - (int)FixedPoint.RoundShift((long)SlopeTable[w >> 9] * (w & 511), 9);

    private static int Formula(int i) =>
        (int)Math.Floor((1 << FractionBits) / Math.Sqrt(i / (double)PiecesPerUnit) + 0.5);
}
