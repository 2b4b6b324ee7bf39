using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>Turns a float BERT into the integers of <c>docs/arithmetic.md</c>, as <see cref="Quantizer"/> does a GPT-2.
/// Deterministic.</summary>
public static class BertQuantizer
{
    /// <summary>Quantizes with ranges from the given sequences.</summary>
    /// <param name="model">The float reference.</param>
    /// <param name="inputs">Sequences of the kind that the model will see; null for <see cref="BertCalibration.Arbitrary"/>.</param>
    /// <param name="options">Null for the defaults; there is no smoothing.</param>
    /// <exception cref="ModelException">The model is too large for the arithmetic, its values are not finite, or the sequences do not suit
    /// it.</exception>
    public static QuantizedBert Quantize(BertFloatModel model, IEnumerable<BertInput>? inputs = null, QuantizerOptions? options = null)
    {
        ArithmeticLimits.Require(model.Config.Width, model.Config.InnerWidth, model.Config.ContextLength);
        options = Checked(options);
        var ranges = ActivationRanges.Collect(model, inputs ?? BertCalibration.Arbitrary(model.Config));
        return Quantize(model.Config, model.Weights, ranges, options);
    }

    /// <summary>Quantizes with ranges collected before.</summary>
    public static QuantizedBert Quantize(BertConfig config, BertWeights weights, ActivationRanges ranges, QuantizerOptions? options = null)
    {
        ArithmeticLimits.Require(config.Width, config.InnerWidth, config.ContextLength);
        options = Checked(options);
        var scales = BertScaleSelector.Select(config, weights, ranges);
        var s = scales.Layers;

        var embeddingNorm = Norm(weights.EmbeddingNorm);
        var norm1 = Each(l => Norm(weights.Layers[l].AttentionNorm));
        var norm2 = Each(l => Norm(weights.Layers[l].MlpNorm));
        var normShift = LayerNormQuantizer.Shift([embeddingNorm, .. norm1, .. norm2]);

        var attentionInput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].AttentionInput, s[l].Hidden,
            n => (n / config.Width) switch { 0 => s[l].Query, 1 => s[l].Key, _ => s[l].Value }, 8, options.WeightBits)));
        var attentionOutput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].AttentionOutput, s[l].AttentionMix, _ => scales.Residual, IntegerResidual.Bits, options.WeightBits)));
        var mlpInput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].MlpInput, s[l].AttentionNorm, _ => scales.ActivationInput, 12, options.WeightBits)));
        var mlpOutput = LinearQuantizer.Build(Each(l => LinearQuantizer.ByInput(
            weights.Layers[l].MlpOutput, s[l].MlpActivation, _ => scales.Residual, IntegerResidual.Bits, options.WeightBits)));
        var attention = QuantizedAttention.Build(
            s.Select(l => l.Query * l.Key * config.AttentionScale), s.Select(l => l.Value / l.AttentionMix));
        var activation = QuantizedActivation.Build(
            config.Activation, scales.ActivationInput, scales.ActivationTable, s.Select(l => l.MlpActivation));
        // The head reads the hidden state too, so it shares the shift.
        var hidden = Rescales([.. s.Select(l => l.Hidden), scales.Head.Hidden]);
        var mlp = Rescales([.. s.Select(l => l.AttentionNorm)]);

        return new QuantizedBert
        {
            Config = config,
            EmbeddingNorm = embeddingNorm.Build(normShift, config.LayerNormEpsilon, scales.Residual),
            Layers = Each(l => new QuantizedBertLayer(
                hidden[l], attentionInput[l], attention[l], attentionOutput[l],
                norm1[l].Build(normShift, config.LayerNormEpsilon, scales.Residual),
                mlp[l], mlpInput[l], activation[l], mlpOutput[l],
                norm2[l].Build(normShift, config.LayerNormEpsilon, scales.Residual))),
            Head = BertHeadQuantizer.Quantize(config, weights, scales.Head, hidden[^1]),
            TokenEmbedding = weights.TokenEmbedding,
            PositionEmbedding = weights.PositionEmbedding,
            SegmentEmbedding = weights.SegmentEmbedding,
            Scales = scales,
        };

        LayerNormQuantizer Norm(NormWeights norm) => new(norm, scales.Residual, IntegerResidual.Bits);

        QuantizedRescale[] Rescales(double[] outputs)
        {
            var (multipliers, shift) = MultiplierShift.ForAll([.. outputs.Select(output => scales.Residual / output)]);
            return [.. multipliers.Select(m => new QuantizedRescale(m, shift))];
        }

        T[] Each<T>(Func<int, T> one) => InParallel.Select(Enumerable.Range(0, config.Layers), one);
    }

    private static QuantizerOptions Checked(QuantizerOptions? options) => options?.Smoothing is null
        ? (options ?? new()).Validate()
        : throw new ModelException("An encoder cannot be smoothed: its residuals stand behind its LayerNorms.");
}
