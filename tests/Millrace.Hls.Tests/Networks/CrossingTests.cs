using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Registers between regions cost cycles once, never the rate.</summary>
public sealed class CrossingTests
{
    private const int Words = 200;

    private static readonly Design Chain = Design.Of(Network.Define("chain", n =>
    {
        Wire x = n.In("x", Int(8));
        for (var i = 0; i < 3; i++)
            x = n.Add($"stage_{i}", Stage(), x);
        n.Out("y", x);
    }));

    private static Process Stage() => Process.Define("stage", p =>
    {
        var (x, y) = (p.In("x", Int(8)), p.Out("y", Int(8)));
        p.Loop("i", Words, _ => y.Write((x.Read() + 1).Wrap(Int(8))));
    });

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 1, 1, 1)]
    [InlineData(0, 1, 2, 2)]
    [InlineData(2, 0, 1, 3)]
    public void Each_border_is_a_cycle_and_no_more(int first, int second, int third, int borders)
    {
        var regions = new Dictionary<string, int?> { ["stage_0"] = first, ["stage_1"] = second, ["stage_2"] = third };
        Assert.Equal(Cycles(Chain) + borders, Cycles(Chain.InRegions(p => regions[p])));
    }

    [Fact]
    public void A_channel_has_registers_both_ways_and_room_for_what_is_under_way()
    {
        var (before, after) = (Channel(Chain), Channel(Chain.InRegions(p => p == "stage_0" ? 0 : 3)));
        Assert.Equal((4, 4, before.Depth + 6), (after.Latency, after.CreditLatency, after.Depth));

        static Channel Channel(Design design) => design.Channels.Single(c => c.Name == "stage_0.y");
    }

    [Fact]
    public void Processes_of_no_region_and_the_host_cross_nothing() =>
        Assert.All(Chain.InRegions(p => p == "stage_1" ? null : 3).Channels, c => Assert.Equal((1, 1), (c.Latency, c.CreditLatency)));

    private static long Cycles(Design design) => new TimingSimulation(design).Run(new Dictionary<string, long>()).Cycles;
}
