using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record ForkParameters(HardwareType Type, params int[] Counts) : IKernelParameters<ForkParameters>
{
    public static IReadOnlyDictionary<string, ForkParameters> Sets { get; } = new Dictionary<string, ForkParameters>
    {
        ["a bit"] = new(Bool, 1, 9),
        ["a scalar"] = new(Int(24), 11, 1),
        ["a wide scalar"] = new(Int(64), 5),
        ["a word of three"] = new(Vec(Int(8), 3), 48, 2),
        ["a vector of one"] = new(Vec(UInt(17), 1), 4),
    };

    public Network Define() => Network.Of(Fork.Define(Type, new Argument("count")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Counts.Select(count =>
        {
            // Less one of the largest Int(64), which no random number reaches.
            var x = Integers.Draw(random, Type.Element.MinValue, Math.Min(Type.Element.MaxValue, long.MaxValue - 1), count * Type.Lanes);
            return new KernelLaunch(KernelRun.Arguments(("count", count)), KernelRun.Elements(("x", x)), KernelRun.Elements(("a", x), ("b", x)));
        })],
        FullRate = KernelRun.Arguments(("count", 20)),
    };
}

public sealed class ForkTests : KernelTests<ForkParameters>
{
    [Fact]
    public void An_element_more_costs_a_cycle()
    {
        var design = Design.Of(new ForkParameters(Int(8)).Define());
        Assert.Equal(1, KernelRun.Cycles(design, ("count", 1000)) - KernelRun.Cycles(design, ("count", 999)));
    }

    // Both ways take an element in the same firing, so the shorter way must hold what the longer one holds back.
    [Fact]
    public void The_way_that_waits_needs_room()
    {
        Assert.True(Cycles(4) > Cycles(12));
        Assert.Throws<DeadlockException>(() => Cycles(3));

        static long Cycles(int depth) => KernelRun.Cycles(Network.Define("around", n =>
        {
            var (narrow, bypass) = n.Add(Fork.Define(Vec(Int(8), 1), 12), n.In("x", Vec(Int(8), 1)));
            var wide = n.Add("gather", WidthConverter.Define(Int(8), 1, 4, 3), narrow);
            var again = n.Add("scatter", WidthConverter.Define(Int(8), 4, 1, 3), wide);
            n.Out("y", n.Add(ResidualAdd.Define(Int(8), 1, 12), again, bypass.WithDepth(depth)));
        }));
    }
}
