namespace Millrace.Models.Quantization;

/// <summary>Scales of a BERT from calibrated ranges (<c>docs/arithmetic.md</c>, Formats).</summary>
internal static class BertScaleSelector
{
    public static BertScales Select(BertConfig config, BertWeights weights, ActivationRanges ranges)
    {
        var input = ScaleSelector.OrOne(ScaleSelector.Largest(config.Layers, ranges, ActivationSite.MlpInput)) / ScaleSelector.Int12;
        // The hidden state of layer l leaves layer l - 1, and in front of the first one the embeddings; the head reads the last.
        var hidden = ScaleSelector.Bytes([.. Enumerable.Range(-1, config.Layers + 1).Select(l => l < 0
            ? ranges.Largest(ActivationSite.EmbeddingNorm)
            : ranges.Largest(ActivationSite.MlpNorm, l))]);
        double[] q = PerLayer(ActivationSite.Query), k = PerLayer(ActivationSite.Key), v = PerLayer(ActivationSite.Value);
        double[] mix = PerLayer(ActivationSite.AttentionMix), norm = PerLayer(ActivationSite.AttentionNorm);
        var activation = PerLayer(ActivationSite.MlpActivation);
        return new BertScales(
            Residual(config, weights, ranges) / ScaleSelector.Int24,
            input,
            TableScale(config.Activation, input),
            [.. Enumerable.Range(0, config.Layers).Select(l =>
                new BertLayerScales(hidden[l], q[l], k[l], v[l], mix[l], norm[l], activation[l]))],
            Head(config, ranges, hidden[^1]));

        double[] PerLayer(ActivationSite site) =>
            ScaleSelector.Bytes([.. Enumerable.Range(0, config.Layers).Select(l => ranges.Largest(site, l))]);
    }

    private static BertHeadScales Head(BertConfig config, ActivationRanges ranges, double hidden)
    {
        var masked = config.Head == BertHead.MaskedLM;
        var input = ScaleSelector.OrOne(ranges.Largest(ActivationSite.HeadInput)) / ScaleSelector.Int12;
        return new BertHeadScales(
            hidden,
            input,
            TableScale(masked ? config.MaskedActivation : config.PoolerActivation, input),
            ScaleSelector.OrOne(ranges.Largest(masked ? ActivationSite.FinalNorm : ActivationSite.HeadActivation)) / ScaleSelector.Int8,
            ScaleSelector.OrOne(ranges.Largest(ActivationSite.Logits)) / ScaleSelector.Int24);
    }

    private static double TableScale(ActivationFunction function, double inputScale) =>
        ScaleSelector.OrOne(ActivationTable.Largest(function, inputScale)) / ScaleSelector.Int16;

    // All that the stream can begin with counts, seen in calibration or not, and so do the branches, which have the stream's format.
    private static double Residual(BertConfig config, BertWeights weights, ActivationRanges ranges)
    {
        ActivationSite[] sites =
        [
            ActivationSite.AttentionOutput, ActivationSite.AttentionResidual, ActivationSite.AttentionNorm,
            ActivationSite.MlpOutput, ActivationSite.MlpResidual, ActivationSite.MlpNorm,
        ];
        return ScaleSelector.OrOne(new[]
        {
            weights.TokenEmbedding.Max(Math.Abs) + weights.PositionEmbedding.Max(Math.Abs)
                + weights.SegmentEmbedding.Select(Math.Abs).DefaultIfEmpty().Max(),
            ranges.Largest(ActivationSite.EmbeddingNorm),
            sites.Max(site => ScaleSelector.Largest(config.Layers, ranges, site)),
        }.Max());
    }
}
