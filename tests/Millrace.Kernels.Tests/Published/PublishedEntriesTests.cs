namespace Millrace.Kernels.Tests;

/// <summary>The kernels of the published generator are those of the catalogue in other words.</summary>
public sealed class PublishedEntriesTests
{
    [Theory]
    [InlineData("published-gelu", "length=4 ffn_width=48 lanes=8", "activation", "passes=4 words=6 lanes=8")]
    [InlineData("published-gemm-activations", "heads=3 length=8 width=48 array_rows=4 array_columns=4 depth=8 lanes=4",
        "matmul", "heads=3 rows=8 inner=16 columns=8 transposed=yes tile_rows=4 column_lanes=4 inner_lanes=8 lanes=4")]
    [InlineData("published-gemm-activations", "heads=3 length=8 width=48 array_rows=4 array_columns=4 depth=8 lanes=4 product=values type=int12",
        "matmul", "heads=3 rows=8 inner=8 columns=16 transposed=no tile_rows=4 column_lanes=4 inner_lanes=8 lanes=4 left=int12 right=int12")]
    [InlineData("published-gemm-weights", "length=7 width=24 ffn_width=32 array_rows=3 array_columns=4 depth=1 lanes=1 weight=int4",
        "systolic", "rows=7 width=24 outputs=32 array_rows=3 array_columns=4 element_outputs=2 depth=1 lanes=1 weight=int4")]
    [InlineData("published-gemm-weights", "length=7 width=24 ffn_width=33 array_rows=3 array_columns=3 depth=1 lanes=1",
        "systolic", "rows=7 width=24 outputs=33 array_rows=3 array_columns=3 element_outputs=1 depth=1 lanes=1")]
    [InlineData("published-layer-norm", "length=5 width=24 lanes=4", "layer-norm", "rows=5 width=24 columns=24 lanes=4")]
    [InlineData("published-softmax", "heads=3 length=8 array_rows=4", "softmax", "groups=6 columns=8 longest=8 rows=4 score=int16 shift=12")]
    public void Are_the_kernels_of_the_catalogue(string published, string inItsWords, string kernel, string inOurs)
    {
        var (a, b) = (Build(published, inItsWords), Build(kernel, inOurs));
        Assert.Equal(b.Timing.Cycles, a.Timing.Cycles);
        Assert.Equal(Firings(b), Firings(a));

        static IEnumerable<(string, long)> Firings(KernelInstance kernel) => kernel.Timing.Processes.Select(p => (p.Instance.Path, p.Firings));
    }

    [Theory]
    [InlineData("published-gelu", "ffn_width=9",
        "kernel 'published-gelu': 'ffn_width' is 9; 9 elements or rows are not a multiple of 'lanes', 2")]
    [InlineData("published-gemm-activations", "width=15",
        "kernel 'published-gemm-activations': 'width' is 15; 15 elements or rows are not a multiple of 'heads', 2")]
    [InlineData("published-softmax", "length=5 array_rows=4",
        "kernel 'published-softmax': 'length' is 5; 10 elements or rows are not a multiple of 'array_rows', 4")]
    [InlineData("published-gemm-weights", "type=int3",
        "kernel 'systolic': 'input' is 3; a signed integer of 4 to 16 bits is needed")]
    public void What_does_not_divide_is_refused(string published, string inItsWords, string message) =>
        Assert.Equal(message, Refusal.Of(() => Build(published, inItsWords)));

    private static KernelInstance Build(string kernel, string words) => KernelCatalogue.Find(kernel).Build(
        words.Split(' ').Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]));
}
