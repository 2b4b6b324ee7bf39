namespace Millrace.Models.Tests.Quantization;

/// <summary>Small GPT-2s with random weights, spread as those of a trained one.</summary>
internal static class RandomGpt2
{
    public static Gpt2Config Config(
        int width = 32, int layers = 2, int heads = 4, int vocabulary = 29, int context = 40, bool inverseLayer = false) => new()
        {
            Width = width,
            Layers = layers,
            Heads = heads,
            VocabularySize = vocabulary,
            ContextLength = context,
            ScaleAttentionByInverseLayer = inverseLayer,
        };

    public static Gpt2FloatModel Model(Gpt2Config? config = null, int seed = 1) => new(config ??= Config(), Weights(config, seed));

    public static Gpt2Weights Weights(Gpt2Config config, int seed = 1)
    {
        var random = new Random(seed);
        int d = config.Width, f = config.InnerWidth;
        var embedding = Normal(config.VocabularySize * d, 1);
        return new Gpt2Weights
        {
            TokenEmbedding = embedding,
            PositionEmbedding = Normal(config.ContextLength * d, 0.3),
            Layers = [.. Enumerable.Range(0, config.Layers).Select(_ => new Gpt2LayerWeights
            {
                AttentionNorm = Norm(),
                AttentionInput = Linear(d, 3 * d, 1.5),
                AttentionOutput = Linear(d, d, 1),
                MlpNorm = Norm(),
                MlpInput = Linear(d, f, 1),
                MlpOutput = Linear(f, d, 1),
            })],
            FinalNorm = Norm(),
            Head = config.TiedHead ? embedding : Normal(config.VocabularySize * d, 1),
        };

        NormWeights Norm() => new([.. Normal(d, 0.2).Select(x => 1 + x)], Normal(d, 0.1));

        LinearWeights Linear(int inputs, int outputs, double gain) =>
            new(inputs, outputs, Normal(inputs * outputs, gain / Math.Sqrt(inputs)), Normal(outputs, 0.1));

        float[] Normal(int count, double deviation)
        {
            var values = new float[count];
            foreach (ref var value in values.AsSpan())
                value = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            return values;
        }
    }

    public static int[] Tokens(int vocabulary, int count, int seed = 5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabulary))];
    }

    /// <summary>Root mean square of the difference, relative to that of the expected values.</summary>
    public static double RelativeError(float[] given, float[] expected) =>
        Math.Sqrt(given.Zip(expected, (a, b) => Math.Pow(a - b, 2)).Sum() / expected.Sum(b => (double)b * b));

    /// <summary>Pearson's correlation.</summary>
    public static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double Sum(Func<int, double> f) => Enumerable.Range(0, a.Length).Sum(f);
        return Sum(i => (a[i] - meanA) * (b[i] - meanB))
            / Math.Sqrt(Sum(i => Math.Pow(a[i] - meanA, 2)) * Sum(i => Math.Pow(b[i] - meanB, 2)));
    }
}
