using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record DistributorParameters(HardwareType Type, int Streams, int Words, params int[] Rounds) : IKernelParameters<DistributorParameters>
{
    public static IReadOnlyDictionary<string, DistributorParameters> Sets { get; } = new Dictionary<string, DistributorParameters>
    {
        ["one stream"] = new(Int(8), 1, 1, 5),
        ["three streams, two words at a time"] = new(Vec(Int(8), 4), 3, 2, 4, 1),
        ["five streams, word by word"] = new(Vec(UInt(17), 3), 5, 1, 3),
        ["two streams, rows of eleven wide words"] = new(Vec(Int(40), 2), 2, 11, 2),
    };

    /// <summary>What each of the streams gets of <paramref name="x"/>.</summary>
    public IEnumerable<(string Port, long[] Elements)> Dealt(string port, long[] x) =>
        Enumerable.Range(0, Streams).Select(i => (
            $"{port}_{i}", x.Chunk(Words * Type.Lanes).Where((_, turn) => turn % Streams == i).SelectMany(t => t).ToArray()));

    public Network Define() => Network.Of(Distributor.Define(Type, Streams, Words, new Argument("rounds")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Rounds.Select(rounds =>
        {
            var x = Integers.Draw(random, Type.Element, rounds * Streams * Words * Type.Lanes);
            return new KernelLaunch(KernelRun.Arguments(("rounds", rounds)), KernelRun.Elements(("x", x)), KernelRun.Elements([.. Dealt("y", x)]));
        })],
        FullRate = KernelRun.Arguments(("rounds", 6)),
    };
}

public sealed class DistributorTests : KernelTests<DistributorParameters>
{
    [Fact]
    public void A_round_more_costs_its_words()
    {
        var design = Design.Of(new DistributorParameters(Int(8), 3, 4).Define());
        Assert.Equal(12, KernelRun.Cycles(design, ("rounds", 1000)) - KernelRun.Cycles(design, ("rounds", 999)));
    }

    [Theory]
    [InlineData("kernel 'distributor': 'streams' is 0; at least 1 is needed", 0, 1)]
    [InlineData("kernel 'distributor': 'words' is 0; at least 1 is needed", 2, 0)]
    public void Rounds_without_words_are_refused(string message, int streams, int words) =>
        Assert.Equal(message, Refusal.Of(() => Distributor.Define(Int(8), streams, words, 1)));
}
