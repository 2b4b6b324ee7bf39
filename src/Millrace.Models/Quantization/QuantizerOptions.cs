namespace Millrace.Models.Quantization;

/// <summary>Choices of the quantizer.</summary>
public sealed record QuantizerOptions
{
    /// <summary>SmoothQuant's alpha (Xiao et al. 2023, eq. 4): how much of the spread between the channels of a LayerNorm's output moves into
    /// the weights that follow, 0 to 1; null for none.</summary>
    public double? Smoothing { get; init; }

    /// <summary>Bits of a weight of the layers and of a language model's head, 2 to 8.</summary>
    public int WeightBits { get; init; } = 8;

    internal QuantizerOptions Validate()
    {
        if (WeightBits is < 2 or > 8)
            throw new ModelException($"Weights must have 2 to 8 bits, but {WeightBits} were given.");
        if (Smoothing is { } alpha && !(alpha >= 0 && alpha <= 1))
            throw new ModelException($"The smoothing strength must lie in 0..1, but {alpha} was given.");
        return this;
    }
}
