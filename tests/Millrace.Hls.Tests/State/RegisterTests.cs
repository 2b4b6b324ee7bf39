using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Registers hold what earlier firings left.</summary>
public class RegisterTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public void StartWithTheirInitialValueInEveryLaunch(int width)
    {
        var process = Process.Define("p", p =>
        {
            var (y, z) = (p.Out("y", Int(width)), p.Out("z", Vec(Int(width), 3)));
            p.Loop("i", 3, _ =>
            {
                var (a, b) = (p.Register("a", Int(width), -5), p.Register("b", Vec(Int(width), 3), 7));
                y.Write(a);
                z.Write(b);
                a.Set((a + 1).Wrap(Int(width)));
                b.Set((b + Constant([1, 2, 3])).Wrap(Int(width)));
            });
        });
        var run = new RunSimulation(Design.Of(Network.Of(process)));
        for (var launch = 0; launch < 2; launch++)
        {
            var result = run.Run(Launch.None, new Dictionary<string, long[]>());
            Assert.Equal([-5, -4, -3], result["y"]);
            Assert.Equal([7, 7, 7, 8, 9, 10, 9, 11, 13], result["z"]);
        }
    }

    [Fact]
    public void AreSetOnlyWhereTheirGuardHolds()
    {
        var process = Process.Define("p", p =>
        {
            var y = p.Out("y", UInt(4));
            p.Loop("i", 7, i =>
            {
                var held = p.Register("held", UInt(4), 9);
                held.Set(i, when: i.Modulo(3).Is(1));
                y.Write(held);
            });
        });
        Assert.Equal([9, 9, 1, 1, 1, 4, 4], Launch.Run(process)["y"]);
    }

    [Fact]
    public void AreUsedLikeAnyOtherValue()
    {
        var process = Process.Define("p", p =>
        {
            var y = p.Out("y", Vec(Int(12), 9));
            p.Loop("i", 2, _ =>
            {
                var (a, b) = (p.Register("a", Int(4), 6), p.Register("b", Int(4), 3));
                y.Write(Concat(a + 1, 1 - a, a * b, a & b, 8 | a, a ^ b, a << 2, a >> 1, a > b));
                a.Set((a - b).Wrap(Int(4)));
                b.Set(Min(b, 4));
            });
        });
        Assert.Equal([7, -5, 18, 2, 14, 5, 24, 3, 1, 4, -2, 9, 3, 11, 0, 12, 1, 0], Launch.Run(process)["y"]);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 50)]
    [InlineData(4, 8)]
    [InlineData(4, 50)]
    public void TwoMayBeSwapped(int lanes, int width)
    {
        var type = lanes == 1 ? (HardwareType)Int(width) : Vec(Int(width), lanes);
        var process = Process.Define("p", p =>
        {
            var (y, z) = (p.Out("y", type), p.Out("z", type));
            p.Loop("i", 3, _ =>
            {
                var (a, b) = (p.Register("a", type, 1), p.Register("b", type, 2));
                y.Write(a);
                z.Write(b);
                a.Set(b);
                b.Set(a);
            });
        });
        var result = Launch.Run(process);
        Assert.Equal(new long[] { 1, 2, 1 }.SelectMany(v => Enumerable.Repeat(v, lanes)), result["y"]);
        Assert.Equal(new long[] { 2, 1, 2 }.SelectMany(v => Enumerable.Repeat(v, lanes)), result["z"]);
    }

    [Fact]
    public void ChosenArraysOfRegistersAreCopiedBeforeTheyChange()
    {
        var process = Process.Define("p", p =>
        {
            var y = p.Out("y", Vec(Int(8), 4));
            p.Loop("i", 5, i =>
            {
                var (a, b) = (p.Register("a", Vec(Int(8), 4), 1), p.Register("b", Vec(Int(8), 4), 2));
                Value odd = i.Modulo(2).Is(1);
                a.Set(Select(odd, b, a));
                b.Set(Select(odd, a, (b + a).Wrap(Int(8))));
                y.Write(a.Slice(0, 2).Repeat(2));
            });
        });
        var (a, b, expected) = (1L, 2L, new List<long>());
        for (var i = 0; i < 5; i++)
        {
            expected.AddRange([a, a, a, a]);
            (a, b) = i % 2 == 1 ? (b, a) : (a, a + b);
        }

        Assert.Equal(expected, Launch.Run(process)["y"]);
    }
}
