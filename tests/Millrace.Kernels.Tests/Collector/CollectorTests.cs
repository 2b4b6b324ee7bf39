using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A collector that undoes the distributor of the same parameters.</summary>
public sealed record CollectorParameters(DistributorParameters Distributor) : IKernelParameters<CollectorParameters>
{
    public static IReadOnlyDictionary<string, CollectorParameters> Sets { get; } =
        DistributorParameters.Sets.ToDictionary(s => s.Key, s => new CollectorParameters(s.Value));

    public Network Define() => Network.Of(Collector.Define(Distributor.Type, Distributor.Streams, Distributor.Words, new Argument("rounds")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Distributor.Rounds.Select(rounds =>
        {
            var y = Integers.Draw(random, Distributor.Type.Element, rounds * Distributor.Streams * Distributor.Words * Distributor.Type.Lanes);
            return new KernelLaunch(
                KernelRun.Arguments(("rounds", rounds)), KernelRun.Elements([.. Distributor.Dealt("x", y)]), KernelRun.Elements(("y", y)));
        })],
        FullRate = KernelRun.Arguments(("rounds", 6)),
    };
}

public sealed class CollectorTests : KernelTests<CollectorParameters>
{
    [Fact]
    public void Undoes_the_distributor_at_a_word_a_cycle()
    {
        var network = Network.Define("around", n =>
        {
            var dealt = n.Add(Distributor.Define(Int(8), 2, 3, 200), n.In("x", Int(8)));
            n.Out("y", n.Add(Collector.Define(Int(8), 2, 3, 200), dealt[0], dealt[1]));
        });
        var x = Integers.Draw(new Random(4), Int(8), 1200);
        Assert.Equal(x, KernelRun.Launch(network, KernelRun.Arguments(), KernelRun.Elements(("x", x)))["y"]);
        Assert.InRange(KernelRun.Cycles(network), 1200, 1206);
    }

    [Theory]
    [InlineData("kernel 'collector': 'streams' is 0; at least 1 is needed", 0, 1)]
    [InlineData("kernel 'collector': 'words' is 0; at least 1 is needed", 2, 0)]
    public void Rounds_without_words_are_refused(string message, int streams, int words) =>
        Assert.Equal(message, Refusal.Of(() => Collector.Define(Int(8), streams, words, 1)));
}
