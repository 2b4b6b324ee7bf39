using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>Scales from calibrated ranges (<c>docs/arithmetic.md</c>, Formats).</summary>
internal static class ScaleSelector
{
    /// <summary>What the largest value of a tensor maps to.</summary>
    public const double Int8 = 127, Int12 = 2047, Int16 = 32767;

    /// <summary>As <see cref="Int8"/>.</summary>
    public static readonly double Int24 = Math.ScaleB(1, 21); // two bits of headroom: a residual stream has no natural bound

    // One layer's scale is never less than this part of the largest layer's: the multipliers of all layers share a shift, and a layer
    // that is all but silent would take the precision of the others.
    private static readonly double QuietestLayer = Math.ScaleB(1, -10);

    public static QuantizationScales Select(Gpt2Config config, Gpt2Weights weights, ActivationRanges ranges)
    {
        var input = OrOne(Largest(config.Layers, ranges, ActivationSite.MlpInput)) / Int12;
        var output = ActivationTable.Largest(config.Activation, input);
        double[] norm1 = PerLayer(ActivationSite.AttentionNorm), q = PerLayer(ActivationSite.Query), k = PerLayer(ActivationSite.Key);
        double[] v = PerLayer(ActivationSite.Value), mix = PerLayer(ActivationSite.AttentionMix);
        double[] norm2 = PerLayer(ActivationSite.MlpNorm), activation = PerLayer(ActivationSite.MlpActivation);
        return new QuantizationScales(
            Residual(config, weights, ranges) / Int24,
            input,
            (output > 0 ? output : 1) / Int16,
            OrOne(ranges.Largest(ActivationSite.FinalNorm)) / Int8,
            OrOne(ranges.Largest(ActivationSite.Logits)) / Int24,
            [.. Enumerable.Range(0, config.Layers).Select(l => new LayerScales(norm1[l], q[l], k[l], v[l], mix[l], norm2[l], activation[l]))]);

        double[] PerLayer(ActivationSite site) =>
            Bytes([.. Enumerable.Range(0, config.Layers).Select(l => ranges.Largest(site, l))]);
    }

    /// <summary>The Int(8) scales of a tensor that every layer has, from its largest values.</summary>
    public static double[] Bytes(IReadOnlyCollection<double> largest)
    {
        var floor = OrOne(largest.Max()) * QuietestLayer;
        return [.. largest.Select(value => Math.Max(value, floor) / Int8)];
    }

    /// <summary>The largest value of a tensor over all layers.</summary>
    public static double Largest(int layers, ActivationRanges ranges, ActivationSite site) =>
        Enumerable.Range(0, layers).Max(layer => ranges.Largest(site, layer));

    /// <summary>A tensor that is always zero is represented by any scale.</summary>
    public static double OrOne(double largest) => largest > 0 ? largest : 1;

    // All that the stream can begin with counts, seen in calibration or not, and so do the branches, which have the stream's format.
    private static double Residual(Gpt2Config config, Gpt2Weights weights, ActivationRanges ranges)
    {
        ActivationSite[] sites =
        [
            ActivationSite.AttentionOutput, ActivationSite.AttentionResidual, ActivationSite.MlpOutput, ActivationSite.MlpResidual,
        ];
        return OrOne(Math.Max(
            weights.TokenEmbedding.Max(Math.Abs) + weights.PositionEmbedding.Max(Math.Abs),
            sites.Max(site => Largest(config.Layers, ranges, site))));
    }
}
