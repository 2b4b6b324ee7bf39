namespace Millrace.Models.Quantization;

/// <summary>Choices of the quantizer.</summary>
public sealed record QuantizerOptions
{
    /// <summary>SmoothQuant's alpha (Xiao et al. 2023, eq. 4): how much of the spread between the channels of a LayerNorm's output moves into
    /// the weights that follow, 0 to 1; null for none.</summary>
    public double? Smoothing { get; init; }

    internal QuantizerOptions Validate()
    {
        if (Smoothing is { } alpha && !(alpha >= 0 && alpha <= 1))
            throw new ModelException($"The smoothing strength must lie in 0..1, but {alpha} was given.");
        return this;
    }
}
