using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class EmbeddingTests : KernelTests<EmbeddingParameters>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(768, 8)]
    public void A_token_more_costs_the_words_of_its_row(int columns, int lanes)
    {
        var p = new EmbeddingParameters(8, 1000, columns, lanes, 60);
        var design = Design.Of(Network.Of(Embedding.Define(p.Shape), p.Memory()));
        Assert.Equal(100 * columns / lanes, KernelRun.Cycles(design, ("tokens", 110)) - KernelRun.Cycles(design, ("tokens", 10)));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'embedding': 'element' is 24; an integer of 8, 16, 32 or 64 bits is needed", s => s with { Element = Int(24) } },
        { "kernel 'embedding': 'element' is 16; an integer of 8, 16, 32 or 64 bits is needed", s => s with { Element = Fixed(16, 2) } },
        { "kernel 'embedding': 'vocabulary' is 0; 1 to 1048576 is allowed", s => s with { Vocabulary = 0 } },
        { "kernel 'embedding': 'vocabulary' is 1048577; 1 to 1048576 is allowed", s => s with { Vocabulary = 1048577 } },
        { "kernel 'embedding': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'embedding': 'columns' is 7; a positive multiple of the 3 lanes is needed", s => s with { Columns = 7 } },
        { "kernel 'embedding': 'columns' is 0; a positive multiple of the 3 lanes is needed", s => s with { Columns = 0 } },
    };

    public delegate EmbeddingShape WrongShape(EmbeddingShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => Embedding.Define(wrong(new EmbeddingParameters(8, 11, 6, 3, 1).Shape))));
}
