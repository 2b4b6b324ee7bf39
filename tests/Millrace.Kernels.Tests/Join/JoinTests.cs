using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record JoinParameters(ScalarType Element, int FirstLanes, int SecondLanes, params int[] Words) : IKernelParameters<JoinParameters>
{
    public static IReadOnlyDictionary<string, JoinParameters> Sets { get; } = new Dictionary<string, JoinParameters>
    {
        ["one and one"] = new(Int(8), 1, 1, 5),
        ["three and eleven"] = new(UInt(5), 3, 11, 7, 1),
        ["four and two, wide elements"] = new(Int(40), 4, 2, 9),
    };

    public Network Define() => Network.Of(Join.Define(Element, FirstLanes, SecondLanes, new Argument("words")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Words.Select(words =>
        {
            var a = Integers.Draw(random, Element, words * FirstLanes);
            var b = Integers.Draw(random, Element, words * SecondLanes);
            var y = a.Chunk(FirstLanes).Zip(b.Chunk(SecondLanes)).SelectMany(w => w.First.Concat(w.Second));
            return new KernelLaunch(KernelRun.Arguments(("words", words)), KernelRun.Elements(("a", a), ("b", b)), KernelRun.Elements(("y", [.. y])));
        })],
        FullRate = KernelRun.Arguments(("words", 20)),
    };
}

public sealed class JoinTests : KernelTests<JoinParameters>
{
    [Fact]
    public void A_word_more_costs_a_cycle()
    {
        var design = Design.Of(new JoinParameters(Int(8), 3, 2).Define());
        Assert.Equal(1, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    [Theory]
    [InlineData("kernel 'join': 'first_lanes' is 0; at least 1 is needed", 0, 2)]
    [InlineData("kernel 'join': 'second_lanes' is -1; at least 1 is needed", 2, -1)]
    public void Words_without_lanes_are_refused(string message, int firstLanes, int secondLanes) =>
        Assert.Equal(message, Refusal.Of(() => Join.Define(Int(8), firstLanes, secondLanes, 1)));
}
