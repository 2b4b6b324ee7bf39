namespace Millrace.Models.Quantization;

/// <summary>LayerNorms on their way to integers (<c>docs/arithmetic.md</c>, section 3): gains and offsets share one shift.</summary>
internal sealed class LayerNormQuantizer(NormWeights norm, double outputScale, int outputBits = 8)
{
    private readonly double _gainUnit = Math.Sqrt(norm.Gain.Length) / outputScale;

    /// <summary>Whether all gains and offsets fit with this shift.</summary>
    private bool Fits(int shift) =>
        norm.Gain.All(g => Math.Abs(Gain(g, shift)) < QuantizedLayerNorm.GainLimit)
        && norm.Bias.All(b => Math.Abs(Offset(b, shift)) < Math.ScaleB(1, 31));

    /// <summary>The largest shift that suits all; 0 if none does.</summary>
    public static int Shift(IReadOnlyCollection<LayerNormQuantizer> norms)
    {
        var shift = QuantizedLayerNorm.MaxShift;
        while (shift > 0 && !norms.All(n => n.Fits(shift)))
            shift--;
        return shift;
    }

    /// <summary>The LayerNorm in integers.</summary>
    public QuantizedLayerNorm Build(int shift, double epsilon, double residualScale)
    {
        var units = epsilon * norm.Gain.Length / (residualScale * residualScale);
        const int limit = QuantizedLayerNorm.GainLimit - 1;
        return new QuantizedLayerNorm(
            norm.Gain.Length,
            [.. norm.Gain.Select(g => (int)Math.Clamp(Gain(g, shift), -limit, limit))],
            [.. norm.Bias.Select(b => (int)Math.Clamp(Offset(b, shift), -int.MaxValue, int.MaxValue))],
            shift,
            // The largest double below 2^61 is 2^61 - 256: clamping to the integer 2^61 - 1 would round up to 2^61.
            (long)Math.Clamp(Math.Floor(units + 0.5), 1, Math.ScaleB(1, 61) - 256),
            outputBits);
    }

    private double Gain(float gain, int shift) => Math.Floor(Math.ScaleB(gain * _gainUnit, shift - 20) + 0.5);

    private double Offset(float offset, int shift) => Math.Floor(Math.ScaleB(offset / outputScale, shift) + 0.5);
}
