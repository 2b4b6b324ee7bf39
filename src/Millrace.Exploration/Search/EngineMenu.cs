using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The sizes that each engine may have beside some outer variables, narrow to wide.</summary>
internal sealed class EngineMenu
{
    private readonly EnginePoint[][] _sizes;

    private EngineMenu(EnginePoint[][] sizes) => _sizes = sizes;

    /// <summary>Sizes of an engine, by weights a cycle.</summary>
    internal IReadOnlyList<EnginePoint> this[int slot] => _sizes[slot];

    /// <summary>Every size in the space.</summary>
    internal static EngineMenu All(DesignSpace space, Workload workload, int lanes)
    {
        var sizes = EngineSize.Of(workload.Model, workload.Parallelism.Tensor);
        return new EngineMenu([.. Enumerable.Range(0, EngineSize.Slots).Select(slot =>
            Sizes(space, workload, slot, sizes[slot], lanes))]);
    }

    /// <summary>Those that are worth trying first: none of them has another beside it that takes no more multipliers and is no slower, for
    /// one
    /// row or a tile of them, nor heavier in memory.</summary>
    internal static EngineMenu Promising(DesignSpace space, Workload workload, int lanes, int tileRows)
    {
        var sizes = EngineSize.Of(workload.Model, workload.Parallelism.Tensor);
        return new EngineMenu([.. Enumerable.Range(0, EngineSize.Slots).Select(slot =>
            NotDominated(Sizes(space, workload, slot, sizes[slot], lanes), sizes[slot], lanes, tileRows))]);
    }

    private static EnginePoint[] Sizes(DesignSpace space, Workload workload, int slot, EngineSize size, int lanes)
    {
        var model = workload.Model;
        // An encoder has no head: the smallest stands for it.
        var some = slot == (int)EngineSlot.Head && model.IsEncoder ? 1 : int.MaxValue;
        return [..
            from input in DesignSpace.InputLanes(size.Inputs, lanes, workload.WeightBits).Take(some)
            from output in DesignSpace.OutputLanes((EngineSlot)slot, model, size, lanes).Take(some)
            where (long)input * output <= space.MostWeightsPerCycle
            orderby input * output, output
            select new EnginePoint(input, output, 1)];
    }

    private static EnginePoint[] NotDominated(EnginePoint[] sizes, EngineSize size, int lanes, int tileRows)
    {
        var (kept, count) = (new (EnginePoint Engine, double One, double Tile, double Memory)[sizes.Length], 0);
        foreach (var engine in sizes)
        {
            var (one, tile) = (size.Cycles(engine, lanes, 1), size.Cycles(engine, lanes, tileRows));
            var memory = size.MemoryWords(engine) * engine.WeightsPerCycle;
            // Kept ones are no wider: they come first; those that come last are most alike.
            var other = count - 1;
            while (other >= 0 && !(kept[other].One <= one && kept[other].Tile <= tile && kept[other].Memory <= memory))
                other--;
            if (other < 0) kept[count++] = (engine, one, tile, memory);
        }

        return [.. kept.Take(count).Select(k => k.Engine)];
    }
}
