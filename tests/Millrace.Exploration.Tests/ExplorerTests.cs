using Millrace.Analysis;

namespace Millrace.Exploration.Tests;

public sealed class ExplorerTests
{
    [Theory]
    [InlineData(ExplorationObjective.Decode)]
    [InlineData(ExplorationObjective.Energy)]
    public void The_best_of_a_tiny_space_is_what_trying_everything_finds(ExplorationObjective objective)
    {
        var request = Samples.Request(objective: objective) with { PromptTokens = 4, GeneratedTokens = 4 };
        var found = Explorer.Run(request, Samples.Tiny, new ExplorationOptions());
        Assert.Equal(0, found.Gap);
        Assert.Equal(BruteForce(request), found.Best!.Value(objective));
    }

    [Fact]
    public void Without_trying_everything_the_search_finds_the_best_of_a_small_space()
    {
        // A space too large to be exhausted beside each outer point, and small enough here.
        var space = new DesignSpace
        {
            Lanes = [16],
            TileRows = [2, 3],
            LayersOnChip = [1],
            CacheChannels = [1],
            EngineChannels = [3, 4, 5],
            StockWords = [0, 4096],
            MostWeightsPerCycle = 512,
        };
        var request = Samples.Request() with { PromptTokens = 4, GeneratedTokens = 4 };
        var found = Explorer.Run(request, space, new ExplorationOptions());
        Assert.InRange(found.Bound, 0, found.Best!.DecodeMs!.Value);
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
    public void No_objective_meets_a_point_that_is_better_for_another()
    {
        var found = Enum.GetValues<ExplorationObjective>().Select(o => Explorer.Run(Samples.Request("gpt2", "u280", o))).ToArray();
        foreach (var one in found)
            Assert.All(one.Front, p => Assert.True(p.Value(one.Objective) >= one.Best!.Value(one.Objective)));
        // Each front reaches what the others are after, within a fifth.
        foreach (var (one, other) in found.SelectMany(one => found.Select(other => (one, other))))
            Assert.InRange(one.Front.Min(p => p.Value(other.Objective)), 0, 1.2 * other.Best!.Value(other.Objective));
        Assert.All(found, f => Assert.Contains(f.Front, p => p.ResourceShare < 0.5));
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
        var request = Samples.Request(model, "u280", objective) with { WeightBits = weights, ContextTokens = context };
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
        Assert.True(found.Interrupted);
        Assert.NotNull(found.Best);
        Assert.True(found.Bound <= found.Best.DecodeMs);
    }

    [Theory]
    [InlineData(0, null, 8, 8, "the prompt has 0 tokens, but at least 1 is needed.")]
    [InlineData(2000, null, 8, 8, "the prompt has 2000 tokens, but the context of gpt2 holds at most 1024.")]
    [InlineData(1000, 100, 8, 8, "1000 tokens of the prompt and 100 generated are 1100, but the context of gpt2 holds at most 1024.")]
    [InlineData(10, 0, 8, 8, "no token is decoded, so that there is no decode to explore: choose --objective prefill.")]
    [InlineData(10, 10, 1, 8, "weights have 1 bits, but they must have from 2 to 16.")]
    [InlineData(10, 10, 8, 17, "activations have 17 bits, but they must have from 2 to 16.")]
    public void What_cannot_be_is_refused(int prompt, int? generated, int weights, int activations, string sentence)
    {
        var request = Samples.Request("gpt2") with
        {
            PromptTokens = prompt,
            GeneratedTokens = generated,
            WeightBits = weights,
            ActivationBits = activations,
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
        "no design of gpt2 fits u250: the smallest takes 9 channels of 4 (5 too many); it would fit with a device of at least 9 usable "
        + "memory channels.")]
    [InlineData(
        "gpt2-medium", "kv260",
        "no design of gpt2-medium fits kv260: the smallest takes 9 channels of 1 (8 too many) and 105 URAM of 51 (54 too many); neither "
        + "a smaller context, fewer bits of weights nor more boards would help.")]
    public void Where_nothing_fits_it_says_what_binds_and_what_would_help(string model, string device, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<AnalysisException>(() => Explorer.Run(Samples.Request(model, device))).Message);

    /// <summary>Every point of the tiny space, by plain loops.</summary>
    private static double BruteForce(ExplorationRequest request)
    {
        var workload = Workload.Of(request);
        var evaluator = new PointEvaluator(workload);
        var space = Samples.Tiny;
        var best = double.PositiveInfinity;
        foreach (var lanes in space.Lanes)
        {
            var menu = EngineMenu.All(space, workload, lanes);
            var variants = Enumerable.Range(0, EngineSize.Slots).Select(slot => (
                from size in menu[slot]
                from channels in space.EngineChannels
                from words in space.PrefetchWords(workload)
                select size with { Channels = channels, PrefetchWords = words }).ToArray()).ToArray();
            var points =
                from tileRows in space.TileRows
                from a in variants[0]
                from b in variants[1]
                from c in variants[2]
                from d in variants[3]
                from e in variants[4]
                select evaluator.Point(new OuterPoint(lanes, tileRows, 1, 1), [a, b, c, d, e]);
            foreach (var point in points.Where(evaluator.Feasible))
                best = Math.Min(best, evaluator.Value(point, request.Objective));
        }

        return best;
    }
}
