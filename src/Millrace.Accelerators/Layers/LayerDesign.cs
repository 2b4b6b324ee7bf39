using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>The processes and channels of a design point: its network, with a register at every border of regions that its placement lets a
/// channel cross.</summary>
internal static class LayerDesign
{
    private static readonly (string Operator, string[] Parts)[] Layer =
    [
        ("attention_input", ["attention_rescale", "attention_input"]),
        ("attention_scores",
            ["attention.split_heads", "attention.queries", "attention.keys", "attention.scores", "attention.softmax"]),
        ("attention_values", ["attention.values", "attention.mix", "attention.requantize"]),
        ("attention_output", ["attention_output"]),
        ("norms", ["attention_norm", "mlp_norm", "parameters"]), ("activation", ["activation"]),
        ("mlp_input", ["mlp_rescale", "mlp_input"]), ("mlp_output", ["mlp_output"]),
        ("residual", ["attention_fork", "attention_order", "attention_residual", "mlp_fork", "mlp_order", "mlp_residual"]),
    ];

    private static readonly string[] Head = ["head", "final_norm", "final_parameters", "logits"];

    /// <summary>The paths, up to a point, of the processes and channels of an operator of <see cref="DesignResources.Operators"/>; of a
    /// layer's operators those of one copy.</summary>
    internal static IEnumerable<string> PartsOf(string name, int copy) => name switch
    {
        "head" => Head,
        "other" => ["enter", "leave", "last_rows", "embeddings", "next_layer"],
        _ => Layer.Single(o => o.Operator == name).Parts.Select(p => FormattableString.Invariant($"layer_{copy}.{p}")),
    };

    internal static Design Of(Network network, DesignPoint point, FpgaDevice device)
    {
        var design = Design.Of(network);
        if (point.Placement is not { } placement)
            return design;
        var regions = device.Regions.Select((r, i) => (r.Name, i)).ToDictionary(r => r.Name, r => r.i);
        return design.InRegions(path => placement.RegionOf(OperatorOf(path)) is { } region ? regions[region] : null);
    }

    /// <summary>The operator of a process, as a placement names it: <c>layer_0.norms</c>, <c>head</c>, <c>other</c>.</summary>
    internal static string OperatorOf(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (first, rest) = dot < 0 ? (path, "") : (path[..dot], path[(dot + 1)..]);
        if (first.StartsWith("layer_", StringComparison.Ordinal)
            && Layer.FirstOrDefault(o => o.Parts.Any(p => rest == p || rest.StartsWith(p + '.', StringComparison.Ordinal))).Operator
                is { } name)
            return $"{first}.{name}";
        return Head.Contains(first) ? "head" : "other";
    }
}
