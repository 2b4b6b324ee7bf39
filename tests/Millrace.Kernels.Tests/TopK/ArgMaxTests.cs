using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class ArgMaxTests : KernelTests<ArgMaxParameters>
{
    [Fact]
    public void Of_equal_scores_the_lowest_index_is_found()
    {
        var found = KernelRun.Launch(
            Network.Of(ArgMax.Define(new ArgMaxParameters(Int(8), 6, 6, 2).Shape)), KernelRun.Arguments(("rows", 2)),
            KernelRun.Elements(("scores", [5, 7, 5, 7, 7, 5, -128, -128, -128, -128, -128, -128])));
        Assert.Equal([1L, 0], found["index"]);
        Assert.Equal([7L, -128], found["score"]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(50257, 8)]
    public void A_row_more_costs_its_words(int width, int lanes)
    {
        var words = (width + lanes - 1) / lanes;
        var design = Design.Of(Network.Of(ArgMax.Define(new ArgMaxParameters(Int(24), width, words * lanes, lanes).Shape)));
        Assert.Equal(words, KernelRun.Cycles(design, ("rows", 12)) - KernelRun.Cycles(design, ("rows", 11)));
    }

    [Fact]
    public void More_than_one_is_refused() => Assert.Equal(
        "kernel 'argmax': 'count' is 2; 1 is needed",
        Refusal.Of(() => ArgMax.Define(new ArgMaxParameters(Int(8), 6, 6, 2).Shape with { Count = 2 })));

    [Fact]
    public void A_wrong_shape_is_refused() => Assert.Equal(
        "kernel 'argmax': 'lanes' is 0; at least 1 is needed",
        Refusal.Of(() => ArgMax.Define(new ArgMaxParameters(Int(8), 6, 6, 2).Shape with { Lanes = 0 })));
}
