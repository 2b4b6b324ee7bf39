using System.Numerics;
using CsCheck;
using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Narrowing, shifts and counts of leading zeros, scalars and vectors; the second operand is the amount of variable shifts.</summary>
public class UnaryOperationTests
{
    [Fact]
    public void EqualUnlimitedIntegers()
    {
        var lanes = Gen.OneOf(Gen.Const(0), Gen.Int[1, 20]);
        var samples = Gen.Select(Operand.Of(lanes), Gen.Int[1, 6], Gen.Bool, Gen.Int, Operand.Scalars, Gen.Int[0, 63]);
        var checks = 0;
        Samples.Check(samples, 160, s =>
        {
            var (x, bits, perLane, seed, to, shift) = s;
            var amount = new Operand(perLane && x.Type.IsVector ? new VectorType(UInt(bits), x.Type.Lanes) : UInt(bits), seed);
            checks += OperationCheck.Run(x, amount, Operations(x.Type.Element, to, shift, shift % x.Type.Element.Width));
        });
        Assert.True(checks > 1500, $"{checks} operations");
    }

    private static List<Operation> Operations(ScalarType from, ScalarType to, int shift, int small)
    {
        var range = new ScalarType(to.Width, to.Signed, from.Fraction);
        var list = new List<Operation>
        {
            Of("wrap", x => x.Wrap(to), x => LaneMath.Wrap(x, to), to.Fraction),
            Of("saturate", x => x.Saturate(range), x => LaneMath.Clamp(x, range), from.Fraction),
            Of("left", x => x << shift, x => x << shift, from.Fraction, true),
            Of("right", x => x >> shift, x => LaneMath.Floor(x, shift), from.Fraction, true),
            Of("round", x => x.RoundShift(shift), x => LaneMath.Round(x, shift), from.Fraction, true),
            Of("left_small", x => x << small, x => x << small, from.Fraction, true),
            Of("right_small", x => x >> small, x => LaneMath.Floor(x, small), from.Fraction, true),
            Of("round_small", x => x.RoundShift(small), x => LaneMath.Round(x, small), from.Fraction, true),
            By("left_by", (x, k) => x.ShiftLeft(k), (x, k) => LaneMath.Wrap(x << k, from)),
            By("right_by", (x, k) => x.ShiftRight(k), LaneMath.Floor),
            By("round_by", (x, k) => x.RoundShift(k), LaneMath.Round),
            By("left_by_constant", (x, _) => x.ShiftLeft(Constant(shift)), (x, _) => LaneMath.Wrap(x << shift, from)),
            By("right_by_constant", (x, _) => x.ShiftRight(Constant(shift)), (x, _) => LaneMath.Floor(x, shift)),
            By("round_by_constant", (x, _) => x.RoundShift(Constant(shift)), (x, _) => LaneMath.Round(x, shift)),
            By("round_by_zero", (x, _) => x.RoundShift(Constant(0)), (x, _) => x),
        };
        if (!from.Signed)
            list.Add(Of("leading_zeros", x => x.LeadingZeros(), x => LaneMath.LeadingZeros(x, from.Width), 0));
        return list;

        Operation Of(string name, Func<Value, Value> build, Func<BigInteger, BigInteger> expect, int fraction, bool tight = false) =>
            new(name, (x, _) => build(x), (x, _) => [.. x.Select(expect)], fraction, tight);

        Operation By(string name, Func<Value, Value, Value> build, Func<BigInteger, int, BigInteger> expect) =>
            new(name, build, (x, k) => [.. x.Select((lane, i) => expect(lane, (int)(k.Length == 1 ? k[0] : k[i])))], from.Fraction);
    }
}
