namespace Millrace.Models.Integer;

/// <summary>The table T of softmax (<c>docs/arithmetic.md</c>, section 4): 2^(-f/1024) with 15 fraction bits.</summary>
public static class ExponentialTable
{
    /// <summary>Fraction bits of the exponent, f.</summary>
    public const int ExponentFractionBits = 10;

    /// <summary>Fraction bits of the result: 1.0 is 2^15.</summary>
    public const int FractionBits = 15;

    private static readonly ushort[] Table = Enumerable.Range(0, 1 << ExponentFractionBits)
        .Select(f => (ushort)Math.Floor((1 << FractionBits) * Math.Pow(2, -f / 1024.0) + 0.5)).ToArray();

    /// <summary>T: 1024 values UInt(16), from 2^15 down to 16395.</summary>
    public static ReadOnlySpan<ushort> Values => Table;

    /// <summary>2^(-t/1024) with 15 fraction bits, for t in UInt(15); 0 from 2^-16 on.</summary>
    public static int Lookup(int t) =>
        (int)FixedPoint.RoundShift(Table[t & ((1 << ExponentFractionBits) - 1)], t >> ExponentFractionBits);
}
