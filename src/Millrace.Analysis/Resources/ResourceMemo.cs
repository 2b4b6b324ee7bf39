using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>Resources of points that differ in their engines and in the rows of a band alone, of lanes that pad the model's width and its
/// heads alike: what they share is computed once, and so is each engine.</summary>
/// <param name="device">The device.</param>
internal sealed class ResourceMemo(FpgaDevice device)
{
    private const int Engines = 5;

    private readonly Dictionary<(int InputLanes, int OutputLanes, int PrefetchWords, int Before), ResourceVector>[] _known =
        [[], [], [], [], []];

    private readonly (EnginePoint? Engine, int Before, ResourceVector Use)[] _last = new (EnginePoint?, int, ResourceVector)[Engines];
    private readonly Dictionary<int, (ResourceVector[] Operators, ResourceVector All)> _beside = [];

    /// <summary>All copies of all operators: <see cref="DesignResources.Total"/>.</summary>
    internal ResourceVector Total(DesignPoint point)
    {
        return Beside(point).All
            + (point.LayersOnChip * (Engine(0, point) + Engine(1, point) + Engine(2, point) + Engine(3, point))) + Engine(4, point);
    }

    /// <summary>The resources of a point, as <see cref="DesignResources.Of"/> tells them.</summary>
    internal DesignResources Of(DesignPoint point)
    {
        var uses = (ResourceVector[])Beside(point).Operators.Clone();
        for (var i = 0; i < Engines; i++)
            uses[DesignResources.EngineOperators[i]] += Engine(i, point);
        return new(point, uses);
    }

    private (ResourceVector[] Operators, ResourceVector All) Beside(DesignPoint point)
    {
        if (!_beside.TryGetValue(point.BandRows, out var known))
        {
            var operators = DesignResources.Beside(new ResourceShape(point, device));
            _beside[point.BandRows] = known = (operators, new DesignResources(point, operators).Total);
        }

        return known;
    }

    private ResourceVector Engine(int index, DesignPoint point)
    {
        var engine = index switch
        {
            0 => point.AttentionInput,
            1 => point.AttentionOutput,
            2 => point.MlpInput,
            3 => point.MlpOutput,
            _ => point.Head,
        };
        // The width inside the feed-forward network is padded to what the engine before its second one takes.
        var before = index == 3 ? point.MlpInput.OutputLanes : 0;
        ref var last = ref _last[index];
        if (ReferenceEquals(last.Engine, engine) && last.Before == before) return last.Use;
        var key = (engine.InputLanes, engine.OutputLanes, engine.PrefetchWords, before);
        if (!_known[index].TryGetValue(key, out var use))
            _known[index][key] = use = DesignResources.Engine(DesignResources.EngineOperators[index], new ResourceShape(point, device));
        last = (engine, before, use);
        return use;
    }
}
