using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Estimates of small designs, by hand.</summary>
public class ResourceEstimatorTests
{
    /// <summary>Two channel flags and the condition, and the bit that says an element is there.</summary>
    private static readonly ResourceUse Firing = new(3, 1, 0, 0, 0);

    [Fact]
    public void AnAdderTakesATableABit() => Assert.Equal(
        Firing + new ResourceUse(24, 25 + 1, 0, 0, 0) + ControlRules.Output(25), // The result, and the guard of the write, a cycle later.
        Estimates.Of(p =>
        {
            var x = p.In("x", Int(24)).Read();
            p.Out("y", Int(25)).Write(x + x);
        }));

    /// <summary>Beside 5 two bits are turned over, and beside its opposite, of 24 bits, all others.</summary>
    [Fact]
    public void AnAdderBesideAConstantTakesATableForABitThatItTurnsOver()
    {
        Assert.Equal(2, Tables(x => x + 5));
        Assert.Equal(24 - 2, Tables(x => x - 5));
        Assert.Equal(24 - 2, Tables(x => 5 - x));
        Assert.Equal(0 + 1 + 1 + 2, Tables(x => x.Repeat(4) + LaneNumbers(4)));

        static long Tables(Func<Value, Value> sum) => Estimates.Of(p =>
        {
            var y = sum(p.In("x", Int(24)).Read());
            p.Out("y", y.Type).Write(y);
        }).Lut - Firing.Lut;
    }

    /// <summary>Four times a loop's index, and a lane's number beside it: of 7 bits two never change, in the sum and where it leaves.</summary>
    [Fact]
    public void BitsThatNeverChangeHaveNoRegisters() => Assert.Equal(
        1 + 4 + 1 + (2 * (7 - 2)) + ControlRules.Output(2 * (7 - 2)).FlipFlop,
        Estimates.Of(p => p.Loop("i", 16, i => p.Out("y", Vec(UInt(7), 2)).Write(LaneNumbers(2) + (i * 4)))).FlipFlop);

    /// <summary>What has waited in a shift register leaves through its last one.</summary>
    [Fact]
    public void AnOutputIsTheLastOfItsShiftRegister()
    {
        var use = Estimates.Of(p =>
        {
            var x = p.In("x", Int(8)).Read();
            p.Out("y", Vec(Int(16), 2)).Write(Concat(x * x, x.Wrap(Int(16))));
        });
        Assert.Equal(Firing + new ResourceUse(8, 16 + 3, 1, 0, 0) + ControlRules.Output(0), use);
    }

    [Fact]
    public void WhatWaitsOneOrTwoCyclesIsInFlipFlops() => Assert.Equal(
        Firing + new ResourceUse(1 + 9, 9 + 10 + (8 * 1) + 2, 0, 0, 0) + ControlRules.Output(10),
        Estimates.Of(p =>
        {
            // 8 bits wait a cycle for the first sum; the guard waits two.
            var x = p.In("x", Int(8)).Read();
            p.Out("y", Int(10)).Write(x + 1 + x);
        }));

    [Fact]
    public void WhatWaitsLongerIsInShiftRegisters() => Assert.Equal(
        Firing + new ResourceUse(8 + 16, 17 + 4, 1, 0, 0) + ControlRules.Output(17), // 8 bits wait for 3 cycles, the guard for 4.
        Estimates.Of(p =>
        {
            var x = p.In("x", Int(8)).Read();
            p.Out("y", Int(17)).Write((x * x) + x);
        }));

    /// <summary>Two maxima and what waits for the second, 8 bits a lane each; the sums; 8 bits, not 8 lanes of them, wait two cycles; the
    /// guard waits three.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void ARepeatedLaneWaitsOnce(int lanes) => Assert.Equal(
        1 + (3 * 8 * lanes) + (9 * lanes) + (2 * 8) + 3 + ControlRules.Output(9 * lanes).FlipFlop,
        Estimates.Of(p =>
        {
            var (a, b) = (p.In("a", Int(8)).Read(), p.In("b", Vec(Int(8), lanes)).Read());
            p.Out("y", Vec(Int(9), lanes)).Write(Max(Max(b, b), b) + a.Repeat(lanes));
        }).FlipFlop);

    [Fact]
    public void AnAccumulatorIsTheRegisterOfItsAdder() => Assert.Equal(
        Firing + new ResourceUse(32, 32 + 1, 0, 0, 0) + ControlRules.Output(32),
        Estimates.Of(p =>
        {
            var x = p.In("x", Int(8)).Read();
            var sum = p.Register("sum", Int(32));
            var next = (sum + x).Wrap(Int(32));
            sum.Set(next);
            p.Out("y", Int(32)).Write(next);
        }));

    /// <summary>The same value in two outputs leaves through one register; so do parts of a word.</summary>
    [Fact]
    public void OneRegisterServesTwoOutputs() => Assert.Equal(
        (8 + 1) + 1 + 1,
        Estimates.Of(p =>
        {
            var x = p.In("x", Int(8)).Read();
            p.Out("a", Int(8)).Write(x);
            p.Out("b", Int(8)).Write(x);
        }).FlipFlop);

    /// <summary>A product of 16 by 32 bits, 48, is rounded to 31: the lowest 17 bits have no registers.</summary>
    [Fact]
    public void BitsThatAreRoundedAwayHaveNoRegisters() => Assert.Equal(
        MultiplierRules.Products(1, 16, 32, 48, 5, 17).FlipFlop + 30 + 1 + 6 + (30 + 1),
        Estimates.Of(p => p.Out("y", Int(30)).Write(
            (p.In("x", Int(16)).Read() * p.In("m", Int(32)).Read()).RoundShift(18).Wrap(Int(30)))).FlipFlop);

    [Fact]
    public void ABufferWrittenInPartsIsAsManyMemories()
    {
        var design = Design.Of(Network.Define("n", n =>
        {
            var filled = n.Add(Process.Define("fill", p =>
            {
                var block = p.BufferOut("tile", Vec(Int(8), 16), 96, 4);
                p.Loop("i", 96 * 4, i =>
                {
                    block.Write(i.Divide(4), p.In("x", Vec(Int(8), 4)).Read(), part: i.Modulo(4));
                    block.Block(i.IsFirst, i.IsLast);
                });
            }), n.In("x", Vec(Int(8), 4)));
            n.Out("y", n.Add(Process.Define("empty", p =>
            {
                var block = p.BufferIn("tile", Vec(Int(8), 16), 96);
                p.Loop("i", 96, i =>
                {
                    p.Out("y", Vec(Int(8), 16)).Write(block.Read(i));
                    block.Block(i.IsFirst, i.IsLast);
                });
            }), filled));
        }));
        var estimate = ResourceEstimator.Estimate(design);
        Assert.Equal(4, estimate.Total.Bram18); // 192 words of 32 bits, four times.
        Assert.Equal(estimate.Total, estimate.Parts(1).Aggregate(default(ResourceUse), (sum, part) => sum + part.Use));
        Assert.Equal(4, estimate.Under("fill").Bram18);
        Assert.Equal(0, estimate.Under("fil").Bram18);
    }

    [Fact]
    public void AChannelHasCreditsAndRoom()
    {
        var design = Estimates.Design(p => p.Out("y", Int(24)).Write(p.In("x", Int(24)).Read()));
        var depth = design.Channels.Single(c => c.Name == "x").Depth;
        Assert.Equal(2, depth);
        // Two tables as RAM for 14 bits, 8 each; a choice of a bit; the counters of a FIFO of two. The host has the credits.
        Assert.Equal(new ResourceUse(16 + 24 + 8, 6, 0, 0, 0), ResourceEstimator.Estimate(design).Under("x"));
    }
}
