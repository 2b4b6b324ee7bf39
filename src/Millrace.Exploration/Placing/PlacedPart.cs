using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>A part that goes into one region.</summary>
/// <param name="Name">Its name: <c>layer_0.mlp_input</c>, <c>head</c>.</param>
/// <param name="Use">What it takes.</param>
/// <param name="Memories">Its off-chip memories and their channels.</param>
internal sealed record PlacedPart(string Name, ResourceVector Use, IReadOnlyList<(string Name, int Channels)> Memories)
{
    /// <summary>All parts of a design.</summary>
    internal static IReadOnlyList<PlacedPart> Of(DesignPoint point, DesignResources resources) =>
    [..
        from i in Enumerable.Range(0, DesignResources.Operators.Count)
        from copy in Enumerable.Range(0, resources.Copies(i))
        let name = NameOf(i, copy)
        select new PlacedPart(name, resources[i], Memory(point, DesignResources.Operators[i], name, resources.Channels(i)))];

    /// <summary>Pairs of parts that a stream joins, and its bits: words of lanes, of 8, 12 or 24 bits as the kernels have them, and a flag
    /// and
    /// a credit.</summary>
    internal static IReadOnlyList<(string From, string To, int Wires)> Streams(DesignPoint point)
    {
        const int residual = 24;
        const int handshake = 2;
        var streams = new List<(string, string, int)>();
        var before = "other";
        for (var copy = 0; copy < point.LayersOnChip; copy++)
        {
            var layer = $"layer_{copy}.";
            Add(before, layer + "norms", residual);
            Add(before, layer + "residual", residual);
            Add(layer + "norms", layer + "attention_input", point.ActivationBits);
            Add(layer + "attention_input", layer + "attention", point.ActivationBits);
            Add(layer + "attention", layer + "attention_output", point.ActivationBits);
            Add(layer + "attention_output", layer + "residual", residual);
            Add(layer + "residual", layer + "norms", residual);
            Add(layer + "norms", layer + "mlp_input", point.ActivationBits);
            Add(layer + "mlp_input", layer + "activation", 12);
            Add(layer + "activation", layer + "mlp_output", point.ActivationBits);
            Add(layer + "mlp_output", layer + "residual", residual);
            before = layer + "residual";
        }

        Add(before, "other", residual);
        Add("other", "head", residual);
        Add("head", "other", residual);
        return streams;

        void Add(string from, string to, int bits) => streams.Add((from, to, (point.Lanes * bits) + handshake));
    }

    private static string NameOf(int index, int copy)
    {
        var name = DesignResources.Operators[index];
        return name is "head" or "other" ? name : $"layer_{copy}.{name}";
    }

    private static IReadOnlyList<(string, int)> Memory(DesignPoint point, string kind, string name, int channels) => kind switch
    {
        "attention" when channels > 0 => [(name + ".keys", point.CacheChannels), (name + ".values", point.CacheChannels)],
        "head" when channels > 0 => [("head", point.Head.Channels), ("final_parameters", 1)],
        _ => channels > 0 ? [(name, channels)] : [],
    };
}
