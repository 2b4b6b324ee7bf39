using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Tries every point beside some outer variables: for spaces so small that it can.</summary>
internal static class ExhaustiveSearch
{
    /// <summary>Points beside some outer variables.</summary>
    internal static double Count(DesignSpace space, EngineMenu menu)
    {
        double count = 1;
        for (var slot = 0; slot < EngineSize.Slots; slot++)
            count *= (double)menu[slot].Count * space.EngineChannels.Count * space.StockWords.Count;
        return count;
    }

    internal static InnerResult Run(
        PointEvaluator evaluator, DesignSpace space, EngineMenu menu, in OuterPoint outer, ExplorationObjective objective,
        CancellationToken cancellation)
    {
        var (engines, indices) = (new EnginePoint[EngineSize.Slots], new int[EngineSize.Slots]);
        var prefetch = space.PrefetchWords(evaluator.Workload);
        var variants = Enumerable.Range(0, EngineSize.Slots).Select(slot => (
            from size in menu[slot]
            from channels in space.EngineChannels
            from words in prefetch
            select size with { Channels = channels, PrefetchWords = words }).ToArray()).ToArray();
        var (best, value, evaluated) = ((DesignPoint?)null, double.PositiveInfinity, 0L);
        while (true)
        {
            for (var slot = 0; slot < engines.Length; slot++)
                engines[slot] = variants[slot][indices[slot]];
            var point = evaluator.Point(outer, engines);
            if (evaluator.Fits(point))
            {
                evaluated++;
                var found = evaluator.Value(point, objective, value);
                if (found < value && evaluator.Feasible(point)) (best, value) = (point, found);
            }

            if (cancellation.IsCancellationRequested) return new(best, value, evaluated, Complete: false);
            var next = engines.Length - 1;
            while (next >= 0 && ++indices[next] == variants[next].Length)
                indices[next--] = 0;
            if (next < 0) return new(best, value, evaluated, Complete: true);
        }
    }
}
