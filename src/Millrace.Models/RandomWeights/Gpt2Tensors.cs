using static System.FormattableString;

namespace Millrace.Models;

/// <summary>All tensors of a GPT-2, initialised as transformers does (<c>GPT2PreTrainedModel._init_weights</c>).</summary>
internal static class Gpt2Tensors
{
    /// <param name="config">The model.</param>
    /// <param name="deviation">Of weights (<c>initializer_range</c>); of those in front of the residual, 1 / sqrt(2 layers) of it.</param>
    public static IEnumerable<RandomTensor> Of(Gpt2Config config, double deviation)
    {
        const string prefix = "transformer.";
        int d = config.Width, f = config.InnerWidth, v = config.VocabularySize;
        var residual = deviation / Math.Sqrt(2 * config.Layers);
        yield return RandomTensor.Weight(prefix + "wte.weight", deviation, v, d);
        yield return RandomTensor.Weight(prefix + "wpe.weight", deviation, config.ContextLength, d);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var h = Invariant($"{prefix}h.{layer}.");
            IEnumerable<RandomTensor> tensors =
            [
                .. RandomTensor.Norm(h + "ln_1", d), .. Linear(h + "attn.c_attn", deviation, d, 3 * d),
                .. Linear(h + "attn.c_proj", residual, d, d), .. RandomTensor.Norm(h + "ln_2", d),
                .. Linear(h + "mlp.c_fc", deviation, d, f), .. Linear(h + "mlp.c_proj", residual, f, d),
            ];
            foreach (var tensor in tensors) yield return tensor;
        }

        foreach (var tensor in RandomTensor.Norm(prefix + "ln_f", d)) yield return tensor;
        if (!config.TiedHead) yield return RandomTensor.Weight("lm_head.weight", deviation, v, d);
    }

    // GPT-2 stores a matrix by its inputs.
    private static IEnumerable<RandomTensor> Linear(string name, double deviation, int inputs, int outputs) =>
        [RandomTensor.Weight(name + ".weight", deviation, inputs, outputs), RandomTensor.Bias(name + ".bias", outputs)];
}
