using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>Pooler and head on their way to integers.</summary>
internal static class BertHeadQuantizer
{
    public static QuantizedBertHead Quantize(BertConfig config, BertWeights weights, BertHeadScales scales, QuantizedRescale rescale)
    {
        if (weights.Masked is { } masked) return Masked(config, masked, scales, rescale);
        var pooled = weights.Pooler is not null && config.Head != BertHead.QuestionAnswering;
        return new QuantizedBertHead
        {
            Rescale = rescale,
            Input = pooled ? Linear(weights.Pooler!, scales.Hidden, scales.Input, 12) : null,
            Activation = pooled ? Activation(config.PoolerActivation, scales) : null,
            Output = weights.Classifier is { } classifier
                ? Linear(classifier, pooled ? scales.Row : scales.Hidden, scales.Logits, IntegerResidual.Bits)
                : null,
        };
    }

    private static QuantizedBertHead Masked(BertConfig config, MaskedHeadWeights masked, BertHeadScales scales, QuantizedRescale rescale)
    {
        var norm = new LayerNormQuantizer(masked.Norm, scales.Row);
        return new QuantizedBertHead
        {
            Rescale = rescale,
            Input = Linear(masked.Transform, scales.Hidden, scales.Input, 12),
            Activation = Activation(config.MaskedActivation, scales),
            Norm = norm.Build(LayerNormQuantizer.Shift([norm]), config.LayerNormEpsilon, scales.Table),
            Output = LinearQuantizer.Build(LinearQuantizer.ByOutput(
                masked.Decoder, config.Width, config.VocabularySize, scales.Row, scales.Logits, IntegerResidual.Bits, masked.Bias))[0],
        };
    }

    private static QuantizedLinear Linear(LinearWeights linear, double input, double output, int bits) =>
        LinearQuantizer.Build(LinearQuantizer.ByInput(linear, input, _ => output, bits))[0];

    private static QuantizedActivation Activation(ActivationFunction function, BertHeadScales scales) =>
        QuantizedActivation.Build(function, scales.Input, scales.Table, [scales.Row])[0];
}
