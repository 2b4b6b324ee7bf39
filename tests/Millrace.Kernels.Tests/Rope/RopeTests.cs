using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class RopeTests : KernelTests<RopeParameters>
{
    // docs/arithmetic.md: half a unit, and 2^-17 of both elements for the cosine and the sine.
    [Theory]
    [InlineData(8, RopePairing.Interleaved)]
    [InlineData(8, RopePairing.HalfSplit)]
    [InlineData(16, RopePairing.Interleaved)]
    [InlineData(16, RopePairing.HalfSplit)]
    public void Errs_within_its_bound(int bits, RopePairing pairing)
    {
        var p = new RopeParameters(bits, pairing, true, 3, 64, 4, 1);
        var (random, most) = (new Random(7), Int(bits).MaxValue);
        var x = Enumerable.Range(0, 16 * 3 * 64).Select(_ => random.NextInt64(-most - 1, most + 1)).ToArray();
        var y = KernelRun.Launch(p.Define(p.Memory()), KernelRun.Arguments(("rows", 16), ("start", 0)), KernelRun.Elements(("x", x)))["y"];
        for (var i = 0; i < x.Length; i++)
        {
            var (head, at) = (i / 64 * 64, i % 64);
            var (first, pair, partner) = pairing == RopePairing.Interleaved
                ? (at % 2 == 0, at / 2, at ^ 1)
                : (at < 32, at % 32, (at + 32) % 64);
            var angle = i / (3 * 64) / Math.Pow(RopeParameters.Theta, 2.0 * pair / 64);
            var other = x[head + partner];
            var exact = (x[i] * Math.Cos(angle)) + ((first ? -1 : 1) * other * Math.Sin(angle));
            var bound = 0.5 + ((Math.Abs(x[i]) + Math.Abs(other)) * Math.ScaleB(1, -17)) + 1e-9;
            Assert.InRange(y[i] - Math.Clamp(exact, -most - 1, most), -bound, bound);
        }
    }

    [Fact]
    public void Position_0_turns_nothing()
    {
        var p = new RopeParameters(8, RopePairing.HalfSplit, true, 1, 8, 2, 1);
        long[] x = [1, -2, 127, -128, 5, 6, -7, 8];
        Assert.Equal(x, KernelRun.Launch(p.Define(p.Memory()), KernelRun.Arguments(("rows", 1), ("start", 0)), KernelRun.Elements(("x", x)))["y"]);
    }

    [Theory]
    [InlineData(RopePairing.Interleaved, 12, 64, 8)]
    [InlineData(RopePairing.HalfSplit, 12, 64, 8)]
    [InlineData(RopePairing.HalfSplit, 1, 64, 1)]
    public void A_row_more_costs_its_words(RopePairing pairing, int heads, int headSize, int lanes)
    {
        var p = new RopeParameters(8, pairing, true, heads, headSize, lanes, 1);
        var design = Design.Of(p.Define(p.Memory()));
        Assert.Equal(heads * headSize / lanes, Cycles(15) - Cycles(14));
        Assert.Equal(10 * heads * headSize / lanes, Cycles(15) - Cycles(5));

        long Cycles(int rows) => KernelRun.Cycles(design, ("rows", rows), ("start", 0));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'rope': 'element' is 17; a signed integer of 4 to 16 bits is needed", s => s with { Element = Int(17) } },
        { "kernel 'rope': 'element' is 8; a signed integer of 4 to 16 bits is needed", s => s with { Element = UInt(8) } },
        { "kernel 'rope': 'heads' is 0; at least 1 is needed", s => s with { Heads = 0 } },
        { "kernel 'rope': 'head_size' is 7; a positive even number is needed", s => s with { HeadSize = 7 } },
        { "kernel 'rope': 'lanes' is 1; an even divisor of the head, 12, is needed", s => s with { Lanes = 1 } },
        { "kernel 'rope': 'lanes' is 8; an even divisor of the head, 12, is needed", s => s with { Lanes = 8 } },
        { "kernel 'rope': 'lanes' is 4; a divisor of half the head, 6, is needed", s => s with { Pairing = RopePairing.HalfSplit, Lanes = 4 } },
        { "kernel 'rope': 'lanes' is 0; a divisor of half the head, 6, is needed", s => s with { Pairing = RopePairing.HalfSplit, Lanes = 0 } },
        { "kernel 'rope': 'context' is 0; at least 1 is needed", s => s with { Context = 0 } },
    };

    public delegate RopeShape WrongShape(RopeShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) => Assert.Equal(
        message, Refusal.Of(() => Rope.Define(wrong(new RopeParameters(8, RopePairing.Interleaved, true, 2, 12, 4, 1).Shape))));

    [Fact]
    public void Coefficients_of_another_shape_are_refused() => Assert.Equal(
        "kernel 'rope': 'words' is 3; 192 coefficients are needed",
        Refusal.Of(() => RopeCoefficients.Resident(new RopeParameters(8, RopePairing.Interleaved, true, 2, 12, 4, 1).Shape, [1, 2, 3])));
}
