using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

public sealed class StudyTests
{
    private static readonly PaperStudy Study = PaperStudy.Compute();

    [Fact]
    public void A_design_by_hand()
    {
        // 24 (l d^2 / M + l d d_FFN / (4 M)) cycles at 250 MHz with l = 128, d = 1024, M = 64.
        var prefill = new StudyCase(StudySettings.Gpt2, StudySettings.U280, StudyPhase.Prefill);
        Assert.Equal(24 * 2 * 128.0 * 1024 * 1024 / 64 / 250e3, prefill.At(64).Milliseconds, 9);
        // Of attention 129 d / (M l / d) = 129 * 1024 / 8 cycles, more than d^2 / M.
        var decode = new StudyCase(StudySettings.Gpt2, StudySettings.U280, StudyPhase.Decode);
        Assert.Equal(24 * ((1024.0 * 1024 / 64) + (129.0 * 1024 / 8)) / 250e3, decode.At(64).Milliseconds, 9);
        // 18 weights of 4 bits in 72, ten in 40.
        Assert.Equal((18, 10), (StudyCase.Densest(StudySettings.U280, 4), StudyCase.Densest(DeviceCatalogue.Find("stratix10-nx"), 4)));
    }

    [Fact]
    public void Every_sweep_is_whole()
    {
        Assert.Equal(3 * 4 * 4, Study.Quantization.Count);
        Assert.Equal(2 * 4, Study.Packing.Count);
        Assert.Equal(7 * 9 * 5, Study.Macs.Count); // four models prefill, three decode
        Assert.Equal(4 * 3 * 5, Study.Reuse.Count);
        Assert.Equal(((5 + 6 + 5) + (4 * 7)) * 5, Study.Lengths.Count); // contexts of 512 and 1024 tokens end the sweep early
        Assert.Equal(((5 + 6 + 5) + (4 * 7)) * 2, Study.Gpus.Count);
        Assert.Equal(3 * 2 * 10, Study.Boards.Count); // 1, 2, 4 and 8 boards split in 1, 2, 3 and 4 ways
        Assert.Equal([1, 2, 3, 4, 5, 6], Study.Insights.Select(i => i.Number));
    }

    [Fact]
    public void Latency_never_grows_with_M_and_falls_in_prefill()
    {
        foreach (var sweep in Study.Macs.GroupBy(r => (r.Model, r.Phase, r.Board)))
            Assert.All(sweep.Zip(sweep.Skip(1)), p =>
            {
                Assert.True(p.Second.Point.MacsPerCycle > p.First.Point.MacsPerCycle);
                Assert.True(p.Second.Point.Milliseconds <= p.First.Point.Milliseconds);
                if (p.First.Phase is StudyPhase.Prefill) Assert.True(p.Second.Point.Milliseconds < p.First.Point.Milliseconds);
            });
    }

    [Fact]
    public void The_sweep_of_M_is_feasible_up_to_the_largest()
    {
        foreach (var row in Study.Macs)
        {
            var largest = Study.Lengths
                .Single(r => (r.Model, r.Phase, r.Board, r.Tokens) == (row.Model, row.Phase, row.Board, 128)).Largest;
            if (row.Point.Feasible) Assert.True(largest.Feasible && row.Point.MacsPerCycle <= largest.MacsPerCycle);
            else Assert.True(!largest.Feasible || row.Point.MacsPerCycle > largest.MacsPerCycle);
        }
    }

    [Fact]
    public void Narrower_operands_never_need_a_smaller_M()
    {
        foreach (var a in Study.Quantization)
            foreach (var b in Study.Quantization.Where(b => (b.Phase, b.WeightReuse) == (a.Phase, a.WeightReuse)))
                if (b.WeightBits <= a.WeightBits && b.ActivationBits <= a.ActivationBits)
                    Assert.True(b.Largest.MacsPerCycle >= a.Largest.MacsPerCycle, $"{a} {b}");
    }

    [Fact]
    public void More_packing_never_needs_more_blocks_for_streamed_weights()
    {
        var streamed = Study.Packing.Where(r => !r.WeightsOnChip).ToArray();
        foreach (var (narrow, wide) in streamed.Zip(streamed.Skip(1)))
        {
            Assert.All(narrow.Blocks.Zip(wide.Blocks), b => Assert.True(b.Second.Blocks <= b.First.Blocks));
            Assert.True(wide.Largest.MacsPerCycle >= narrow.Largest.MacsPerCycle);
        }
    }

    [Fact]
    public void More_reuse_never_makes_prefill_slower() =>
        Assert.All(Study.Reuse.GroupBy(r => (r.Model, r.Board)), g => Assert.All(
            g.Zip(g.Skip(1)), p => Assert.True(p.Second.Largest.Milliseconds <= p.First.Largest.Milliseconds)));

    [Fact]
    public void Longer_prompts_take_longer()
    {
        var prefill = Study.Lengths.Where(r => r.Phase is StudyPhase.Prefill && r.Largest.Feasible);
        foreach (var sweep in prefill.GroupBy(r => (r.Model, r.Board)))
            Assert.All(sweep.Zip(sweep.Skip(1)), p => Assert.True(p.Second.Largest.Milliseconds > p.First.Largest.Milliseconds));
        foreach (var sweep in Study.Gpus.GroupBy(r => (r.Model, r.Phase, r.Gpu)))
            Assert.All(sweep.Zip(sweep.Skip(1)), p => Assert.True(p.Second.Milliseconds >= p.First.Milliseconds));
    }

    [Fact]
    public void More_boards_at_the_same_M_are_never_slower()
    {
        foreach (var a in Study.Boards)
            foreach (var b in Study.Boards.Where(b => (b.Board, b.Phase) == (a.Board, a.Phase)))
            {
                if (b.Tensor < a.Tensor || b.Pipeline < a.Pipeline) continue;
                Assert.Equal(a.Same.MacsPerCycle, b.Same.MacsPerCycle);
                Assert.True(b.Same.Milliseconds <= a.Same.Milliseconds, $"{a} {b}");
            }
    }

    [Fact]
    public void The_M_that_is_as_fast_as_a_GPU_is_the_least()
    {
        Assert.All(Study.Needed, row =>
        {
            var board = new StudyCase(ModelCatalogue.Find(row.Model), StudySettings.U280, row.Phase);
            Assert.True(board.At(row.MacsPerCycle!.Value).Milliseconds <= row.GpuMilliseconds);
            Assert.True(board.At(row.MacsPerCycle.Value - 1).Milliseconds > row.GpuMilliseconds);
        });
        Assert.DoesNotContain(Study.Needed, r => r.Model == "vicuna-13b" && r.Gpu == "rtx-2080-ti"); // 26 GB
    }

    [Fact]
    public void An_insight_is_confirmed_only_by_all_its_parts()
    {
        var claims = new[] { new Claim("a", true, ""), new Claim("b", false, "") };
        Assert.False(new Insight(1, "", claims, "").Confirmed);
        Assert.True(new Insight(1, "", claims[..1], "").Confirmed);
    }

    [Fact]
    public void Verdicts_follow_the_numbers()
    {
        // The first holds if boards are slower in prefill and faster in decode; the sixth falls with one number of boards that is slower.
        var agreeing = Study with
        {
            Lengths = [.. Study.Lengths.Select(r => r with { Largest = Time(r.Largest, r.Phase is StudyPhase.Prefill ? 1e6 : 1e-6) })],
            Reuse = [.. Study.Reuse.Select(r => r with { Largest = Time(r.Largest, 1e6) })],
            Boards = [.. Study.Boards.Select(r => r.Pipeline == 8 ? r with { Same = Time(r.Same, 1e6) } : r)],
            Packing = [.. Study.Packing.Select(r => r with { Blocks = Study.Packing[0].Blocks })],
            Quantization =
                [.. Study.Quantization.Select(r => r with { Largest = Time(r.Largest, r.WeightBits) with { MacsPerCycle = 1 } })],
        };
        var verdicts = PaperStudy.Decide(agreeing);
        Assert.True(verdicts[0].Confirmed);
        Assert.False(verdicts[3].Confirmed);
        Assert.Equal((true, true), (verdicts[2].Confirmed, verdicts[2].Claims[3].Holds));
        Assert.False(verdicts[4].Confirmed);
        Assert.Equal((true, false), (verdicts[5].Claims[0].Holds, verdicts[5].Claims[1].Holds));

        static StudyPoint Time(StudyPoint p, double milliseconds) => p with { Milliseconds = milliseconds };
    }
}
