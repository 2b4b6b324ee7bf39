using CsCheck;
using Millrace.Hls;
using Millrace.Models.Integer;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class SoftmaxTests : KernelTests<SoftmaxParameters>
{
    private static Network Of(ScalarType score, int rows, int longest, int shift) => new SoftmaxParameters(score, rows, longest, shift).Define();

    private static readonly Gen<(int[] Scores, int Multiplier)> Rows = Gen.Select(
        Gen.OneOf(Gen.Int[-100000, 100000].Array[1, 60], Gen.Int.Array[1, 60], Gen.OneOf(int.MinValue, int.MaxValue, 0).Array[1, 60]),
        Gen.OneOf(Gen.Int[0, FixedPoint.MaxMultiplier], Gen.OneOf(0, 1, FixedPoint.MaxMultiplier)));

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(46)]
    public void Any_row_equals_the_reference(int shift)
    {
        var simulation = new RunSimulation(Design.Of(Of(Int(32), 1, 60, shift)));
        Samples.Check(Rows, 200, row =>
        {
            var p = new ushort[row.Scores.Length];
            IntegerSoftmax.Apply(row.Scores, row.Multiplier, shift, p);
            Assert.Equal(Array.ConvertAll(p, v => (long)v), Run(simulation, row.Scores, row.Multiplier));
        });
    }

    // The bound of docs/arithmetic.md for n scores whose exponentials sum to Z.
    [Fact]
    public void Errs_within_its_bound()
    {
        const int shift = 20;
        var simulation = new RunSimulation(Design.Of(Of(Int(16), 1, 1024, shift)));
        Samples.Check(Gen.Select(Gen.Int[-20000, 20000].Array[1, 1024], Gen.Int[1 << 10, FixedPoint.MaxMultiplier]), 60, row =>
        {
            var (scores, multiplier) = row;
            var p = Run(simulation, scores, multiplier);
            var e = scores.Select(s => Math.Pow(2, Math.ScaleB(((double)s - scores.Max()) * multiplier, -shift) / 1024)).ToArray();
            var z = e.Sum();
            for (var j = 0; j < e.Length; j++)
            {
                var bound = (e[j] / z * (Math.Pow(2, -10) + (e.Length * Math.Pow(2, -15) / z))) + (Math.Pow(2, -15) / z) + Math.Pow(2, -16);
                Assert.InRange((p[j] / 65536.0) - (e[j] / z), -bound, bound);
            }
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 11)]
    [InlineData(8, 64)]
    public void A_group_more_costs_its_columns(int rows, int columns)
    {
        var design = Design.Of(Of(Int(21), rows, columns, 12));
        Assert.Equal(columns, KernelRun.Cycles(design, ("groups", 200), ("columns", columns)) - KernelRun.Cycles(design, ("groups", 199), ("columns", columns)));
        Assert.Equal(100 * columns, KernelRun.Cycles(design, ("groups", 110), ("columns", columns)) - KernelRun.Cycles(design, ("groups", 10), ("columns", columns)));
    }

    [Fact]
    public void A_channel_shorter_than_a_row_is_a_deadlock_with_its_cure()
    {
        var design = Design.Of(Of(Int(16), 2, 24, 10)).WithDepths(new Dictionary<string, int> { ["exponentials.exponentials"] = 23 });
        var e = Assert.Throws<DeadlockException>(() => KernelRun.Cycles(design, ("groups", 3), ("columns", 24)));
        Assert.Equal(
            """
            MR0402: network 'softmax' cannot progress: 3 processes wait
              row_max (after 50 firings) waits for room in 'row_max.row', which holds 27 of 27
              exponentials (after 23 firings) waits for room in 'exponentials.exponentials', which holds 23 of 23
              normalize (after 0 firings) waits for an element of 'exponentials.scale', which is empty
              circle of waits: exponentials -> normalize -> exponentials
              smallest depths that cure it: exponentials.exponentials = 24
            """.ReplaceLineEndings("\n"),
            e.Message);
    }

    public static TheoryData<string, SoftmaxShape> Wrong
    {
        get
        {
            var right = new SoftmaxShape(Int(16), 2, 10, 4, Softmax.Plain(1, 10));
            return new()
            {
                { "kernel 'softmax': 'rows' is 0; at least 1 is needed", right with { Rows = 0 } },
                { "kernel 'softmax': 'longest' is 0; 1 to 65535 is allowed: the sum of a row is kept in 32 bits", right with { Longest = 0 } },
                { "kernel 'softmax': 'longest' is 65536; 1 to 65535 is allowed: the sum of a row is kept in 32 bits", right with { Longest = 65536 } },
                { "kernel 'softmax': 'shift' is -1; 0 to 62 is allowed", right with { Shift = -1 } },
                { "kernel 'softmax': 'shift' is 63; 0 to 62 is allowed", right with { Shift = 63 } },
                { "kernel 'softmax': 'score' is 41; an integer of at most 40 bits is needed", right with { Score = Int(41) } },
                { "kernel 'softmax': 'score' is 16; an integer of at most 40 bits is needed", right with { Score = Fixed(16, 4) } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, SoftmaxShape shape) => Assert.Equal(message, Refusal.Of(() => Softmax.Define(shape)));

    [Fact]
    public void The_widest_shape_is_allowed() => Assert.Equal(3, Softmax.Define(new SoftmaxShape(Int(40), 1, 65535, 62, Softmax.Plain(1, 10))).Instances.Count);

    private static long[] Run(RunSimulation simulation, int[] scores, int multiplier) => simulation.Run(
        KernelRun.Arguments(("groups", 1), ("columns", scores.Length)),
        KernelRun.Elements(("scores", Array.ConvertAll(scores, v => (long)v)), ("multiplier", [multiplier])))["probabilities"];
}
