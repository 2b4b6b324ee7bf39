using System.Globalization;

namespace Millrace.Models;

/// <summary>Finds GPT-2's tensors in a checkpoint by the names that Hugging Face gives them.</summary>
internal static class Gpt2WeightsReader
{
    // What a layer may hold: the trained tensors, and two constant masks that old versions of transformers stored beside them.
    private static readonly string[] LayerTensors =
    [
        "ln_1.weight", "ln_1.bias", "attn.c_attn.weight", "attn.c_attn.bias", "attn.c_proj.weight", "attn.c_proj.bias",
        "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight", "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias",
        "attn.bias", "attn.masked_bias",
    ];

    public static Gpt2Weights Read(Gpt2Config config, Checkpoint checkpoint)
    {
        var prefix = checkpoint.Names.Contains("transformer.wte.weight") ? "transformer." : "";
        RefuseOtherLayers(config, checkpoint, prefix);

        int d = config.Width, f = config.InnerWidth, v = config.VocabularySize;
        var embedding = checkpoint.Read(prefix + "wte.weight", v, d);
        var positions = checkpoint.Read(prefix + "wpe.weight", config.ContextLength, d);
        var layers = new List<Gpt2LayerWeights>();
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var h = $"{prefix}h.{layer}.";
            layers.Add(new Gpt2LayerWeights
            {
                AttentionNorm = Norm(h + "ln_1", d),
                AttentionInput = Linear(h + "attn.c_attn", d, 3 * d),
                AttentionOutput = Linear(h + "attn.c_proj", d, d),
                MlpNorm = Norm(h + "ln_2", d),
                MlpInput = Linear(h + "mlp.c_fc", d, f),
                MlpOutput = Linear(h + "mlp.c_proj", f, d),
            });
        }
        return new Gpt2Weights
        {
            TokenEmbedding = embedding,
            PositionEmbedding = positions,
            Layers = layers,
            FinalNorm = Norm(prefix + "ln_f", d),
            Head = config.TiedHead ? embedding : checkpoint.Read("lm_head.weight", v, d),
        };

        NormWeights Norm(string name, int width) =>
            new(checkpoint.Read(name + ".weight", width), checkpoint.Read(name + ".bias", width));

        LinearWeights Linear(string name, int inputs, int outputs) =>
            new(inputs, outputs, checkpoint.Read(name + ".weight", inputs, outputs), checkpoint.Read(name + ".bias", outputs));
    }

    // A layer or a part of one that the configuration does not know means that another model is meant: dropping it would be silently wrong.
    private static void RefuseOtherLayers(Gpt2Config config, Checkpoint checkpoint, string prefix)
    {
        foreach (var name in checkpoint.Names.Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(prefix + "h.", StringComparison.Ordinal)) continue;
            var rest = name[(prefix.Length + 2)..];
            var dot = rest.IndexOf('.');
            var known = dot > 0
                && int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) && layer < config.Layers
                && LayerTensors.Contains(rest[(dot + 1)..]);
            if (!known)
                throw new ModelException(
                    $"{checkpoint.FileOf(name)}: tensor \"{name}\" has no place in a GPT-2 of {config.Layers} "
                    + "layers, which n_layer asks for.");
        }
    }
}
