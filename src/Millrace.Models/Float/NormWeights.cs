namespace Millrace.Models;

/// <summary>The trained part of a LayerNorm: y = (x - mean) / sqrt(variance + epsilon) * Gain + Bias.</summary>
public sealed record NormWeights
{
    /// <summary>A LayerNorm over rows of <paramref name="gain"/>'s length.</summary>
    /// <exception cref="ArgumentException">Gain and bias differ in length.</exception>
    public NormWeights(float[] gain, float[] bias)
    {
        if (gain.Length != bias.Length)
            throw new ArgumentException($"A gain of {gain.Length} was given a bias of {bias.Length}.", nameof(bias));
        (Gain, Bias) = (gain, bias);
    }

    /// <summary>[width], the checkpoint's <c>weight</c>.</summary>
    public float[] Gain { get; }

    /// <summary>[width].</summary>
    public float[] Bias { get; }
}
