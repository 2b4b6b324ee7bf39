namespace Millrace.Models;

/// <summary>Operations of the float references on one row: sums in double, results in float.</summary>
internal static class FloatRow
{
    /// <summary>y = LayerNorm(x); x and y may be the same.</summary>
    public static void LayerNorm(NormWeights weights, double epsilon, ReadOnlySpan<float> x, Span<float> y)
    {
        double mean = 0, variance = 0;
        foreach (var value in x) mean += value;
        mean /= x.Length;
        foreach (var value in x) variance += (value - mean) * (value - mean);
        var scale = 1 / Math.Sqrt(variance / x.Length + epsilon);
        for (var i = 0; i < x.Length; i++) y[i] = (float)((x[i] - mean) * scale * weights.Gain[i] + weights.Bias[i]);
    }

    /// <summary>Exponentials of the scores, divided by their sum, in place.</summary>
    public static void Softmax(Span<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var s in scores) max = Math.Max(max, s);
        double sum = 0;
        foreach (ref var s in scores) sum += s = MathF.Exp(s - max);
        var inverse = 1 / sum;
        foreach (ref var s in scores) s = (float)(s * inverse);
    }

    /// <summary>The activation function of every element, in place.</summary>
    public static void Activate(ActivationFunction activation, Span<float> x)
    {
        foreach (ref var value in x) value = (float)activation.Evaluate(value);
    }
}
