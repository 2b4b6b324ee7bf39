using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class OnlineSoftmaxTests : KernelTests<OnlineSoftmaxParameters>
{
    // 2^-8 of full scale at 8 bits, 2^-14 at 16 bits, whatever the length.
    [Theory]
    [InlineData(8, 11)]
    [InlineData(8, 4096)]
    [InlineData(16, 2)]
    [InlineData(16, 11)]
    [InlineData(16, 1024)]
    [InlineData(16, 65535)]
    public void A_probability_errs_less_than_is_asked(int bits, int columns)
    {
        const int shift = 8;
        var asked = Math.ScaleB(1, bits == 8 ? -8 : -14);
        var simulation = new RunSimulation(Design.Of(new OnlineSoftmaxParameters(Int(24), 1, columns, shift, bits).Define()));
        foreach (var row in HardRows.All)
        {
            var random = new Random(3);

            // A unit of a score is 2^-16 octaves.
            var scores = Enumerable.Range(0, columns).Select(j => (long)Math.ScaleB(row(random, j), 16)).ToArray();
            var p = simulation.Run(
                KernelRun.Arguments(("groups", 1), ("columns", columns)),
                KernelRun.Elements(("scores", scores), ("multiplier", [1 << (shift - 2)])))["probabilities"];
            var exact = HardRows.Softmax([.. scores.Select(s => Math.ScaleB(s, -16))]);
            for (var j = 0; j < columns; j++)
                Assert.InRange(Math.ScaleB(p[j], -bits) - exact[j], -asked, asked);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 11)]
    [InlineData(8, 64)]
    public void A_group_more_costs_its_columns(int rows, int columns)
    {
        var design = Design.Of(new OnlineSoftmaxParameters(Int(21), rows, columns, 12, 16).Define());
        Assert.Equal(100 * columns, Cycles(110) - Cycles(10));

        long Cycles(int groups) => KernelRun.Cycles(design, ("groups", groups), ("columns", columns));
    }

    [Fact]
    public void The_first_row_leaves_a_row_earlier_than_from_three_passes()
    {
        var shape = new SoftmaxShape(Int(21), 1, 1000, 12, Softmax.Plain(1, 1000));
        Assert.InRange(
            KernelRun.Cycles(Design.Of(Softmax.Define(shape))) - KernelRun.Cycles(Design.Of(OnlineSoftmax.Define(shape))), 980, 1020);
    }

    [Fact]
    public void A_wrong_shape_is_refused() => Assert.Equal(
        "kernel 'softmax': 'output' is 17; an unsigned integer of 4 to 16 bits is needed",
        Refusal.Of(() => OnlineSoftmax.Define(new SoftmaxShape(Int(16), 1, 10, 4, Softmax.Plain(1, 10)) { Output = UInt(17) })));
}
