using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>Turns a float GPT-2 into the integers of <c>docs/arithmetic.md</c>: run it over some tokens, choose a scale for every tensor,
/// round the weights, and express every change of scale as a multiplier and a shift. Deterministic.</summary>
public static class Quantizer
{
    /// <summary>Quantizes with ranges from the given sequences, or from text of the model's own if there are none.</summary>
    /// <param name="model">The float reference.</param>
    /// <param name="sequences">Token ids, each sequence at most the context long; null for <see cref="CalibrationSequences.FromModel"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">The model is too large for the arithmetic, its values are not finite, or the sequences do not suit
    /// it.</exception>
    public static QuantizedGpt2 Quantize(Gpt2FloatModel model, IEnumerable<int[]>? sequences = null, QuantizerOptions? options = null)
    {
        ArithmeticLimits.Require(model.Config.Width, model.Config.InnerWidth, model.Config.ContextLength);
        options = (options ?? new QuantizerOptions()).Validate();
        var ranges = ActivationRanges.Collect(model, sequences ?? CalibrationSequences.FromModel(model));
        return Quantize(model.Config, model.Weights, ranges, options);
    }

    /// <summary>Quantizes with ranges collected before.</summary>
    public static QuantizedGpt2 Quantize(Gpt2Config config, Gpt2Weights weights, ActivationRanges ranges, QuantizerOptions? options = null)
    {
        ArithmeticLimits.Require(config.Width, config.InnerWidth, config.ContextLength);
        options = (options ?? new QuantizerOptions()).Validate();
        var embeddings = weights;
        if (options.Smoothing is { } alpha)
            (weights, ranges) = Smoothing.Apply(config, weights, ranges, alpha);
        var scales = ScaleSelector.Select(config, weights, ranges);

        var norm1 = Each(l => new LayerNormQuantizer(weights.Layers[l].AttentionNorm, scales.Layers[l].AttentionNorm));
        var norm2 = Each(l => new LayerNormQuantizer(weights.Layers[l].MlpNorm, scales.Layers[l].MlpNorm));
        var finalNorm = new LayerNormQuantizer(weights.FinalNorm, scales.FinalNorm);
        var normShift = LayerNormQuantizer.Shift([.. norm1, .. norm2, finalNorm]);

        var attentionInput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].AttentionInput, scales.Layers[l].AttentionNorm, QueryKeyValue(config, scales.Layers[l]), 8, options.WeightBits)));
        var attentionOutput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].AttentionOutput, scales.Layers[l].AttentionMix, _ => scales.Residual, IntegerResidual.Bits, options.WeightBits)));
        var mlpInput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].MlpInput, scales.Layers[l].MlpNorm, _ => scales.ActivationInput, 12, options.WeightBits)));
        var mlpOutput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].MlpOutput, scales.Layers[l].MlpActivation, _ => scales.Residual, IntegerResidual.Bits, options.WeightBits)));
        var head = LinearQuantizer.Build(LinearQuantizer.ByOutput(
            weights.Head, config.Width, config.VocabularySize, scales.FinalNorm, scales.Logits, IntegerResidual.Bits,
            weightBits: options.WeightBits));
        var attention = Attention(config, scales);
        var activation = Activation(config, scales);

        return new QuantizedGpt2
        {
            Config = config,
            Layers = Each(l => new QuantizedLayer(
                norm1[l].Build(normShift, config.LayerNormEpsilon, scales.Residual), attentionInput[l], attention[l], attentionOutput[l],
                norm2[l].Build(normShift, config.LayerNormEpsilon, scales.Residual), mlpInput[l], activation[l], mlpOutput[l])),
            FinalNorm = finalNorm.Build(normShift, config.LayerNormEpsilon, scales.Residual),
            Head = head[0],
            TokenEmbedding = embeddings.TokenEmbedding,
            PositionEmbedding = embeddings.PositionEmbedding,
            Scales = scales,
        };

        T[] Each<T>(Func<int, T> one) => InParallel.Select(Enumerable.Range(0, config.Layers), one);
    }

    private static Func<int, double> QueryKeyValue(Gpt2Config config, LayerScales scales) =>
        n => (n / config.Width) switch { 0 => scales.Query, 1 => scales.Key, _ => scales.Value };

    private static QuantizedAttention[] Attention(Gpt2Config config, QuantizationScales scales) => QuantizedAttention.Build(
        scales.Layers.Select((s, l) => s.Query * s.Key * config.AttentionScale(l)), scales.Layers.Select(s => s.Value / s.AttentionMix));

    private static QuantizedActivation[] Activation(Gpt2Config config, QuantizationScales scales) => QuantizedActivation.Build(
        config.Activation, scales.ActivationInput, scales.ActivationTable, scales.Layers.Select(s => s.MlpActivation));
}
