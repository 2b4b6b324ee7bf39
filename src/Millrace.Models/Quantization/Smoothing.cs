namespace Millrace.Models.Quantization;

/// <summary>SmoothQuant (Xiao et al. 2023, section 4): channels of a LayerNorm's output that are much larger than the others are divided by
/// a factor, and the weights that read them are multiplied by it. The float model computes the same; its integers lose less.</summary>
internal static class Smoothing
{
    /// <summary>Weights and ranges after smoothing all LayerNorms, the final one included.</summary>
    public static (Gpt2Weights Weights, ActivationRanges Ranges) Apply(
        Gpt2Config config, Gpt2Weights weights, ActivationRanges ranges, double alpha)
    {
        var divisors = new Dictionary<(ActivationSite, int), double[]>();
        var layers = new List<Gpt2LayerWeights>();
        for (var l = 0; l < config.Layers; l++)
        {
            var layer = weights.Layers[l];
            var s1 = Divisors((ActivationSite.AttentionNorm, l), RowMaxima(layer.AttentionInput));
            var s2 = Divisors((ActivationSite.MlpNorm, l), RowMaxima(layer.MlpInput));
            layers.Add(layer with
            {
                AttentionNorm = Divide(layer.AttentionNorm, s1),
                AttentionInput = Multiply(layer.AttentionInput, s1),
                MlpNorm = Divide(layer.MlpNorm, s2),
                MlpInput = Multiply(layer.MlpInput, s2),
            });
        }

        var d = config.Width;
        var columns = new double[d];
        for (var i = 0; i < weights.Head.Length; i++)
            columns[i % d] = Math.Max(columns[i % d], Math.Abs(weights.Head[i]));
        var s = Divisors((ActivationSite.FinalNorm, -1), columns);
        var smooth = weights with
        {
            Layers = layers,
            FinalNorm = Divide(weights.FinalNorm, s),
            Head = [.. weights.Head.Select((w, i) => (float)(w * s[i % d]))],
        };
        return (smooth, ranges.Divided(divisors));

        double[] Divisors((ActivationSite Site, int Layer) place, double[] weightMaxima)
        {
            var channels = ranges.Channels(place.Site, place.Layer);
            var result = new double[channels.Length];
            for (var i = 0; i < result.Length; i++)
            {
                // A channel that is always zero, or that nothing reads, has no spread to move.
                var factor = Math.Pow(channels[i], alpha) / Math.Pow(weightMaxima[i], 1 - alpha);
                result[i] = channels[i] > 0 && weightMaxima[i] > 0 && double.IsNormal(factor) ? factor : 1;
            }

            return divisors[place] = result;
        }
    }

    private static double[] RowMaxima(LinearWeights linear)
    {
        var maxima = new double[linear.Inputs];
        for (var i = 0; i < linear.Matrix.Length; i++)
            maxima[i / linear.Outputs] = Math.Max(maxima[i / linear.Outputs], Math.Abs(linear.Matrix[i]));
        return maxima;
    }

    private static NormWeights Divide(NormWeights norm, double[] s) =>
        new([.. norm.Gain.Select((g, i) => (float)(g / s[i]))], [.. norm.Bias.Select((b, i) => (float)(b / s[i]))]);

    private static LinearWeights Multiply(LinearWeights linear, double[] s) =>
        new(linear.Inputs, linear.Outputs, [.. linear.Matrix.Select((w, i) => (float)(w * s[i / linear.Outputs]))], linear.Bias);
}
