using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record MergeParameters(HardwareType Type, int FirstWords, int SecondWords, params int[] Rows) : IKernelParameters<MergeParameters>
{
    public static IReadOnlyDictionary<string, MergeParameters> Sets { get; } = new Dictionary<string, MergeParameters>
    {
        ["word by word"] = new(Int(8), 1, 1, 5),
        ["rows of three and of two words"] = new(Vec(Int(8), 4), 3, 2, 4, 1),
        ["rows of one and of seven words"] = new(Vec(UInt(17), 3), 1, 7, 3),
        ["wide words"] = new(Vec(Int(40), 2), 5, 5, 6),
    };

    public Network Define() => Network.Of(Merge.Define(Type, FirstWords, SecondWords, new Argument("rows")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Rows.Select(rows =>
        {
            var a = Integers.Draw(random, Type.Element, rows * FirstWords * Type.Lanes);
            var b = Integers.Draw(random, Type.Element, rows * SecondWords * Type.Lanes);
            var y = a.Chunk(FirstWords * Type.Lanes).Zip(b.Chunk(SecondWords * Type.Lanes)).SelectMany(r => r.First.Concat(r.Second));
            return new KernelLaunch(KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("a", a), ("b", b)), KernelRun.Elements(("y", [.. y])));
        })],
        FullRate = KernelRun.Arguments(("rows", 6)),
    };
}

public sealed class MergeTests : KernelTests<MergeParameters>
{
    [Fact]
    public void A_row_of_each_more_costs_its_words()
    {
        var design = Design.Of(new MergeParameters(Int(8), 3, 2).Define());
        Assert.Equal(5, KernelRun.Cycles(design, ("rows", 1000)) - KernelRun.Cycles(design, ("rows", 999)));
    }

    [Theory]
    [InlineData("kernel 'merge': 'first_words' is 0; at least 1 is needed", 0, 2)]
    [InlineData("kernel 'merge': 'second_words' is 0; at least 1 is needed", 2, 0)]
    public void Rows_without_words_are_refused(string message, int firstWords, int secondWords) =>
        Assert.Equal(message, Refusal.Of(() => Merge.Define(Int(8), firstWords, secondWords, 1)));
}
