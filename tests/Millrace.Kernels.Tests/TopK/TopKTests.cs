using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class TopKTests : KernelTests<TopKParameters>
{
    [Fact]
    public void Of_equal_scores_the_lowest_index_comes_first() => Assert.Equal(
        [1L, 3, 4, 0],
        KernelRun.Launch(
            TopK.Define(new TopKParameters(Int(8), 4, 6, 6, 2).Shape), KernelRun.Arguments(("rows", 1)),
            KernelRun.Elements(("scores", [5, 7, 5, 7, 7, 5])))["indices"]);

    // A row takes its words, or, where that is more, the keys that are merged behind it.
    [Theory]
    [InlineData(1, 64, 4)]
    [InlineData(5, 100, 4)]
    [InlineData(8, 32, 4)]
    [InlineData(3, 10, 1)]
    public void A_row_more_costs_its_words_or_its_queues(int count, int columns, int lanes)
    {
        var design = Design.Of(TopK.Define(new TopKParameters(Int(16), count, columns, columns, lanes).Shape));
        Assert.Equal(
            100 * Math.Max(columns / lanes, count * lanes), KernelRun.Cycles(design, ("rows", 110)) - KernelRun.Cycles(design, ("rows", 10)));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'top_k': 'score' is 41; an integer of at most 40 bits is needed", s => s with { Score = Int(41) } },
        { "kernel 'top_k': 'score' is 16; an integer of at most 40 bits is needed", s => s with { Score = Fixed(16, 4) } },
        { "kernel 'top_k': 'width' is 0; 1 to 1048576 is allowed", s => s with { Width = 0 } },
        { "kernel 'top_k': 'width' is 1048577; 1 to 1048576 is allowed", s => s with { Width = 1048577 } },
        { "kernel 'top_k': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'top_k': 'columns' is 8; a multiple of the 4 lanes and at least the width 11 is needed", s => s with { Columns = 8 } },
        { "kernel 'top_k': 'columns' is 14; a multiple of the 4 lanes and at least the width 11 is needed", s => s with { Columns = 14 } },
        { "kernel 'top_k': 'count' is 0; 1 to 11 is allowed", s => s with { Count = 0 } },
        { "kernel 'top_k': 'count' is 12; 1 to 11 is allowed", s => s with { Count = 12 } },
        { "kernel 'top_k': 'count' is 65; 1 to 64 is allowed", s => s with { Width = 80, Columns = 80, Count = 65 } },
    };

    public delegate TopKShape WrongShape(TopKShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => TopK.Define(wrong(new TopKParameters(Int(8), 3, 11, 12, 4).Shape))));
}
