using Millrace.Hls;

namespace Millrace.Kernels.Tests;

public sealed class SoftmaxBitsTests : KernelTests<SoftmaxBitsParameters>
{
    // Half a unit of 2^-8; the exponentials' units of 2^-15, and the half units of t, take less than the other half up to 64 columns.
    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(64)]
    public void A_probability_of_8_bits_errs_by_2_to_the_minus_8_at_most(int columns)
    {
        const int shift = 12;
        var simulation = new RunSimulation(Design.Of(new SoftmaxBitsParameters(8, 1, columns, shift).Define()));
        foreach (var row in HardRows.All)
        {
            var random = new Random(3);

            // A unit of a score is 2^-6 of 2^-10 octaves.
            var scores = Enumerable.Range(0, columns).Select(j => (long)Math.ScaleB(row(random, j), 16)).ToArray();
            var p = simulation.Run(
                KernelRun.Arguments(("groups", 1), ("columns", columns)),
                KernelRun.Elements(("scores", scores), ("multiplier", [1 << (shift - 6)])))["probabilities"];
            var exact = HardRows.Softmax([.. scores.Select(s => Math.ScaleB(s, -16))]);
            for (var j = 0; j < columns; j++)
                Assert.InRange((p[j] / 256.0) - exact[j], -1 / 256.0, 1 / 256.0);
        }
    }
}
