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
        let name = DesignResources.NameOf(i, copy)
        select new PlacedPart(name, resources[i], Memory(point, name, resources.Channels(i)))];

    /// <summary>Pairs of parts that a stream joins, and its bits: words of lanes, of 8, 12 or 24 bits as the kernels have them, or the
    /// probabilities of a band; a flag and a credit.</summary>
    internal static IReadOnlyList<(string From, string To, int Wires)> Streams(DesignPoint point)
    {
        const int residual = 24;
        const int probability = 16;
        const int handshake = 2;
        var streams = new List<(string, string, int)>();
        var before = "other";
        for (var copy = 0; copy < point.LayersOnChip; copy++)
        {
            var layer = $"layer_{copy}.";
            Add(before, layer + "norms", residual);
            Add(before, layer + "residual", residual);
            Add(layer + "norms", layer + "attention_input", point.ActivationBits);
            Add(layer + "attention_input", layer + "attention_scores", point.ActivationBits);
            Add(layer + "attention_scores", layer + "attention_values", point.ActivationBits);
            var scores = point.BandRows * point.Model.Heads / point.Model.KeyValueHeads;
            streams.Add((layer + "attention_scores", layer + "attention_values", (scores * probability) + handshake));
            Add(layer + "attention_values", layer + "attention_output", point.ActivationBits);
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

    private static IReadOnlyList<(string, int)> Memory(DesignPoint point, string name, int channels) => channels == 0
        ? []
        : name == "head" ? [("head", point.Head.Channels), ("final_parameters", 1)] : [(name, channels)];
}
