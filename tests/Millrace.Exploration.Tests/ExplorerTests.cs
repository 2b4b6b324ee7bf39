using Millrace.Analysis;

namespace Millrace.Exploration.Tests;

public sealed class ExplorerTests
{
    [Fact]
    public void The_best_of_a_small_space_for_any_objective_is_what_trying_everything_finds()
    {
        var (_, best, points) = BruteForce.Small;
        Assert.True(points > 100_000, $"only {points} points: too easy");
        foreach (var objective in Enum.GetValues<ExplorationObjective>())
        {
            var found = Explorer.Run(Samples.FewTokens with { Objective = objective }, Samples.Small, new ExplorationOptions());
            Assert.Equal(best.Min(b => b.Value[objective]), found.Best!.Value(objective));
            Assert.InRange(found.Bound, 0, found.Best.Value(objective));
        }
    }

    [Theory]
    [InlineData(ExplorationObjective.Decode)]
    [InlineData(ExplorationObjective.Prefill)]
    public void Threads_change_nothing(ExplorationObjective objective)
    {
        var request = Samples.Request("gpt2", "u50", objective);
        var one = Explorer.Run(request, new ExplorationOptions { Threads = 1 });
        foreach (var threads in new[] { 2, 5 })
        {
            var more = Explorer.Run(request, new ExplorationOptions { Threads = threads });
            Assert.Equal((one.Best!.Point.ToJson(), one.Bound, one.Evaluated), (more.Best!.Point.ToJson(), more.Bound, more.Evaluated));
            Assert.Equal(one.Front.Select(p => p.Point.ToJson()), more.Front.Select(p => p.Point.ToJson()));
        }
    }

    [Fact]
    public void The_bound_is_close_where_memory_binds()
    {
        var found = Explorer.Run(Samples.Request());
        Assert.InRange(found.Gap, 0, 0.05);
    }

    [Fact]
    public void Memory_blocks_of_another_kind_stand_for_block_RAMs()
    {
        var found = Explorer.Run(Samples.Request("gpt2", "agilex7-agm039"));
        Assert.Contains(found.Best!.Constraints, c => c.Name == "M20K" && c.Used > 0);
        Assert.True(found.Best.Feasible);
        Assert.NotNull(found.Best.Point.Placement);
    }

    [Fact]
    public void What_is_found_is_feasible_and_no_point_of_the_front_covers_another()
    {
        var found = Explorer.Run(Samples.Request("gpt2", "u280"));
        Assert.True(found.Best!.Feasible);
        found.Best.Point.Validate(Samples.Request().Device);
        Assert.All(found.Front, p => Assert.True(p.Feasible));
        foreach (var one in found.Front)
            Assert.DoesNotContain(found.Front, other => other != one && ParetoFront.Covers(other, one));
        Assert.Contains(found.Front, p => p.DecodeMs <= found.Best.DecodeMs);
    }

    [Fact]
    public void All_objectives_have_the_same_front_and_choose_its_best()
    {
        var found = Enum.GetValues<ExplorationObjective>().Select(o => Explorer.Run(Samples.Request("gpt2", "u280", o))).ToArray();
        Assert.All(found, f => Assert.Equal(found[0].Evaluated, f.Evaluated));
        Assert.All(found, f => Assert.Equal(found[0].Front.Select(p => p.Point), f.Front.Select(p => p.Point)));
        Assert.All(found, f => Assert.Equal(f.Front.Min(p => p.Value(f.Objective)), f.Best!.Value(f.Objective)));
        Assert.Contains(found[0].Front, p => p.ResourceShare < 0.5);
    }

    [Fact]
    public void Every_choice_of_precision_and_boards_is_searched_and_the_front_is_over_all()
    {
        var request = Samples.Request("gpt2", "u50") with
        {
            WeightBits = [8, 4],
            Parallelism = Parallelism.Schemes(ModelCatalogue.Find("gpt2"), [1, 2], null, null),
            ContextTokens = 256,
        };
        var found = Explorer.Run(request);
        Assert.Equal(
            ["W8A8", "W8A8 on 2 x 1 boards", "W8A8 on 1 x 2 boards", "W4A8", "W4A8 on 2 x 1 boards", "W4A8 on 1 x 2 boards"],
            found.Combinations.Select(c => c.Combination.ToString()));
        foreach (var one in found.Combinations)
        {
            var alone = Explorer.Run(request with
            {
                WeightBits = [one.Combination.WeightBits],
                Parallelism = [one.Combination.Parallelism],
            });
            Assert.Equal((alone.Best!.DecodeMs, alone.Bound), (one.Best!.DecodeMs, one.Bound));
            Assert.Equal((one.Combination.WeightBits, one.Combination.Parallelism.Tensor), (one.Best.Point.WeightBits, one.Best.Point.TensorParallel));
            // Another choice may be as good in everything.
            Assert.All(alone.Front, p => Assert.Contains(found.Front, other => ParetoFront.Covers(other, p)));
        }

        Assert.Equal(found.Combinations.Min(c => c.Best!.DecodeMs), found.Best!.DecodeMs);
        Assert.Equal(found.Combinations.Min(c => c.Bound), found.Bound);
        Assert.Equal(found.Front, ParetoFront.Of(found.Front));
    }

    [Fact]
    public void A_choice_that_does_not_fit_is_told_with_what_binds_it()
    {
        var found = Explorer.Run(Samples.Request("llama2-13b") with { WeightBits = [8, 3] });
        Assert.Equal(3, found.Best!.Point.WeightBits);
        Assert.Null(found.Combinations[0].Best);
        Assert.StartsWith(
            "no design of llama2-13b as W8A8 fits u280: the smallest takes 54 channels of 28 (26 too many)",
            found.Combinations[0].Infeasible, StringComparison.Ordinal);
        Assert.Null(found.Combinations[1].Infeasible);
    }

    [Fact]
    public void Boards_share_a_model_in_every_way_that_divides_it()
    {
        var gpt2 = ModelCatalogue.Find("gpt2"); // 12 heads, 12 layers.
        Assert.Equal(
            [new(1, 1), new(4, 1), new(2, 2), new(1, 4), new(6, 3), new(3, 6)], Parallelism.Schemes(gpt2, [1, 4, 18], null, null));
        Assert.Equal([new(2, 1), new(2, 3)], Parallelism.Schemes(gpt2, [2, 6], 2, null));
        Assert.Equal([new(2, 3)], Parallelism.Schemes(gpt2, null, 2, 3));
        Assert.Equal(
            "5 FPGAs cannot share gpt2: they are no product of a divisor of its 12 heads of keys and values and one of its 12 layers.",
            Assert.Throws<AnalysisException>(() => Parallelism.Schemes(gpt2, [2, 5], null, null)).Message);
    }

    [Fact]
    public void A_time_limit_ends_it_with_the_best_so_far()
    {
        // The first group of searches is done within it, and waits until it is over.
        var told = 0;
        var found = Explorer.Run(Samples.Request("gpt2", "u280"), new ExplorationOptions
        {
            TimeLimit = TimeSpan.FromSeconds(5),
            Progress = _ => Thread.Sleep(told++ == 0 ? 5_000 : 0),
        });
        Assert.Equal((ExplorationEnd.TimeLimit, 1), (found.End, told));
        Assert.True(found.Bound <= found.Best!.DecodeMs);
    }

    [Theory]
    [InlineData("llama3.2-1b", 8, null, 256)]
    [InlineData("llama2-7b", 4, null, 256)]
    [InlineData("llama3.2-1b", 8, 512, 512)]
    [InlineData("bert-base", 8, null, 128)]
    [InlineData("gpt2", 8, null, 1024)]
    [InlineData("gpt2", 8, 256, 256)]
    public void Memories_are_made_for_the_tokens_asked_for(string model, int weights, int? context, int tokens)
    {
        var objective = model == "bert-base" ? ExplorationObjective.Prefill : ExplorationObjective.Decode;
        var request = Samples.Request(model, "u280", objective) with { WeightBits = [weights], ContextTokens = context };
        var workload = Workload.Of(request);
        Assert.Equal(tokens, workload.Context);
        var evaluator = new PointEvaluator(workload);
        var smallest = SmallestPoint.Of(evaluator, DesignSpace.Whole);
        Assert.True(evaluator.Feasible(smallest));
        Assert.Equal(tokens, smallest.Model.ContextLength);
    }

    [Fact]
    public void Advice_is_the_smallest_change_of_its_kind()
    {
        // Found by Explorer with the change, and nothing with one step less of it.
        var request = Samples.Request("llama3.2-1b") with { ContextTokens = 131072 };
        var sentence = Assert.Throws<AnalysisException>(() => Explorer.Run(request)).Message;
        Assert.Contains("it would fit with a context of 1024 tokens (--context 1024), or 16 FPGAs", sentence, StringComparison.Ordinal);
        Assert.NotNull(Explorer.Run(request with { ContextTokens = 1024 }).Best);
        Assert.Throws<AnalysisException>(() => Explorer.Run(request with { ContextTokens = 2048 }));
    }

    [Fact]
    public void Ending_it_gives_the_best_so_far()
    {
        using var source = new CancellationTokenSource();
        var found = Explorer.Run(Samples.Request("gpt2", "u280"), new ExplorationOptions
        {
            Threads = 1,
            Cancellation = source.Token,
            Progress = _ => source.Cancel(),
        });
        Assert.Equal(ExplorationEnd.Interrupted, found.End);
        Assert.NotNull(found.Best);
        Assert.True(found.Bound <= found.Best.DecodeMs);
    }

    [Theory]
    [InlineData(0, null, 8, 8, "the prompt has 0 tokens, but at least 1 is needed.")]
    [InlineData(2000, null, 8, 8, "the prompt has 2000 tokens, but the context of gpt2 holds at most 1024.")]
    [InlineData(1000, 100, 8, 8, "1000 tokens of the prompt and 100 generated are 1100, but the context of gpt2 holds at most 1024.")]
    [InlineData(
        10, 0, 8, 8, "of 0 generated tokens none is decoded (the prompt gives the first), so no decode is explored: use --objective prefill.")]
    [InlineData(
        10, 1, 8, 8, "of 1 generated tokens none is decoded (the prompt gives the first), so no decode is explored: use --objective prefill.")]
    [InlineData(10, 10, 1, 8, "weights have 1 bits, but they must have from 2 to 16.")]
    [InlineData(10, 10, 8, 17, "activations have 17 bits, but they must have from 2 to 16.")]
    public void What_cannot_be_is_refused(int prompt, int? generated, int weights, int activations, string sentence)
    {
        var request = Samples.Request("gpt2") with
        {
            PromptTokens = prompt,
            GeneratedTokens = generated,
            WeightBits = [weights],
            ActivationBits = [activations],
        };
        Assert.Equal(sentence, Assert.Throws<AnalysisException>(() => Explorer.Run(request)).Message);
    }

    [Theory]
    [InlineData(
        "llama2-13b", "u280",
        "no design of llama2-13b fits u280: the smallest takes 54 channels of 28 (26 too many) and 12973762560 bytes of off-chip memory "
        + "of 8589934592 (4383827968 too many); it would fit with weights of 3 bits, or 4 FPGAs (tensor parallelism 4, pipeline "
        + "parallelism 1).")]
    [InlineData(
        "gpt2", "u250",
        "no design of gpt2 fits u250: each engine, the keys, the values and the norms' parameters have memory channels of their own, 9 at "
        + "least, but u250 has 4 usable (5 too few), and neither a smaller context, fewer bits nor more boards change that: choose a device "
        + "with more, such as agilex7-agm039, u280, u50, u55c, v80, vhk158.")]
    [InlineData(
        "gpt2-medium", "kv260",
        "no design of gpt2-medium fits kv260: each engine, the keys, the values and the norms' parameters have memory channels of their "
        + "own, 9 at least, but kv260 has 1 usable (8 too few), and neither a smaller context, fewer bits nor more boards change that: "
        + "choose a device with more, such as agilex7-agm039, u280, u50, u55c, v80, vhk158.")]
    [InlineData(
        "gpt2", "stratix10-nx",
        "no design of gpt2 fits stratix10-nx: the smallest takes 332 DSP slices, of which its device file counts none.")]
    [InlineData(
        "vicuna-13b", "u250",
        "no design of vicuna-13b fits u250: each engine, the keys, the values and the norms' parameters have memory channels of their own, "
        + "9 at least, but u250 has 4 usable (5 too few), and neither a smaller context, fewer bits nor more boards change that: choose a "
        + "device with more, such as agilex7-agm039, v80, vhk158.")]
    public void Where_nothing_fits_it_says_what_binds_and_what_would_help(string model, string device, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<AnalysisException>(() => Explorer.Run(Samples.Request(model, device))).Message);
}
