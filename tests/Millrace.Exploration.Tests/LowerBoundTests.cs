using CsCheck;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration.Tests;

/// <summary>No point falls below the bound of its outer variables.</summary>
public sealed class LowerBoundTests
{
    private static readonly (string Model, string Device)[] Cases =
    [
        ("gpt2-medium", "u280"), ("gpt2", "u50"), ("gpt2-xl", "u55c"), ("llama3.2-1b", "v80"), ("qwen3-1.7b", "vhk158"),
        ("bert-base", "u280"), ("gpt2-large", "v80"), ("qwen2.5-0.5b", "u55c"),
    ];

    /// <summary>Of each case, points that must have been compared.</summary>
    private const int Floor = 5;

    [Theory]
    [InlineData(ExplorationObjective.Decode)]
    [InlineData(ExplorationObjective.Prefill)]
    [InlineData(ExplorationObjective.Total)]
    [InlineData(ExplorationObjective.Energy)]
    public void No_feasible_point_is_below_the_bound(ExplorationObjective objective)
    {
        var feasible = new int[Cases.Length];
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                var random = new Random(seed);
                if (RandomPoint(random, objective) is not { } sample) return;
                var (evaluator, outer, point) = sample;
                feasible[Array.FindIndex(Cases, c => (c.Model, c.Device) == (evaluator.Workload.Name, point.Device))]++;
                var bound = new LowerBound(evaluator, DesignSpace.Whole).Of(outer, objective);
                var value = evaluator.ValueBelow(point, objective, double.PositiveInfinity);
                Assert.True(bound <= value * (1 + 1e-9), $"{bound} > {value}: {point}");
            },
            iter: 4000, threads: 1);
        // An encoder decodes nothing.
        var asked = Cases.Where(c => objective is not ExplorationObjective.Decode || c.Model != "bert-base").ToArray();
        Assert.All(asked, c => Assert.True(feasible[Array.IndexOf(Cases, c)] >= Floor, $"{c}: {string.Join(" ", feasible)} points were feasible"));
    }

    [Theory]
    [InlineData("gpt2", "u280", ExplorationObjective.Decode)]
    [InlineData("gpt2", "u280", ExplorationObjective.Prefill)]
    [InlineData("gpt2-medium", "u50", ExplorationObjective.Total)]
    [InlineData("gpt2-large", "v80", ExplorationObjective.Decode)]
    [InlineData("gpt2", "u50", ExplorationObjective.Energy)]
    public void The_best_points_found_are_not_below_it_either(string model, string device, ExplorationObjective objective)
    {
        var request = Samples.Request(model, device, objective) with { PromptTokens = 32 };
        var bound = new LowerBound(new PointEvaluator(Workload.Of(request)), DesignSpace.Whole);
        var found = Explorer.Run(request);
        Assert.All(found.Front, p => Assert.True(
            bound.Of(OuterPoint.Of(p.Point), objective) <= p.Value(objective)));
    }

    [Fact]
    public void The_best_of_a_small_space_is_not_below_it()
    {
        var (workload, best, _) = BruteForce.Small;
        var bound = new LowerBound(new PointEvaluator(workload), DesignSpace.Whole);
        Assert.NotEmpty(best);
        foreach (var (outer, values) in best)
            Assert.All(values, v => Assert.InRange(bound.Of(outer, v.Key), 0, v.Value));
    }

    [Fact]
    public void What_cannot_be_faster_than_a_limit_is_not()
    {
        // The limit at which evaluation gives up never hides a point below it.
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                var random = new Random(seed);
                foreach (var objective in Enum.GetValues<ExplorationObjective>())
                {
                    if (RandomPoint(random, objective) is not var (evaluator, _, point)) continue;
                    var value = evaluator.ValueBelow(point, objective, double.PositiveInfinity);
                    Assert.Equal(value, evaluator.ValueBelow(point, objective, value * (1 + 1e-9)));
                }
            },
            iter: 300, threads: 1);
    }

    private static (PointEvaluator Evaluator, OuterPoint Outer, DesignPoint Point)? RandomPoint(
        Random random, ExplorationObjective objective)
    {
        var (model, device) = Cases[random.Next(Cases.Length)];
        var shape = ModelCatalogue.Find(model);
        if (shape.IsEncoder && objective is ExplorationObjective.Decode) return null;
        var prompt = random.Next(1, 200);
        var workload = Workload.Of(new ExplorationRequest
        {
            Shape = shape,
            Device = DeviceCatalogue.Find(device),
            Objective = objective,
            PromptTokens = prompt,
            GeneratedTokens = shape.IsEncoder ? 0 : random.Next(2, 200),
            WeightBits = [random.Next(2) == 0 ? 8 : 4],
            ClockMegahertz = random.Next(2) == 0 ? 250 : 300,
        });
        var evaluator = new PointEvaluator(workload);
        var space = DesignSpace.Whole;
        var copies = random.Next(4) == 0 ? 2 : 1;
        if (workload.Model.Layers % copies > 0) return null;
        var outer = new OuterPoint(Pick(space.Lanes), random.Next(1, 12), copies, random.Next(1, 3));
        var menu = EngineMenu.All(space, workload, outer.Lanes);
        var prefetch = space.PrefetchWords(workload);
        var engines = Enumerable.Range(0, EngineSize.Slots).Select(slot =>
        {
            var size = menu[slot][random.Next(1 + random.Next(Math.Min(menu[slot].Count, 200)))];
            return size with { Channels = random.Next(1, 6), PrefetchWords = random.Next(2) == 0 ? 0 : prefetch[random.Next(6)] };
        }).ToArray();
        var point = evaluator.Point(outer, engines, Pick(space.BandRows(workload.Model, outer.TileRows)));
        return evaluator.Feasible(point) ? (evaluator, outer, point) : null;

        T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
    }
}
