using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>A tensor brought to another scale: the residual stream on its way into a linear layer, Int(24) to Int(8)
/// (<c>docs/arithmetic.md</c>, section 10).</summary>
/// <param name="Multiplier">m in [0, 2^17): old scale over new scale.</param>
/// <param name="Shift">k, 0 to 46, the same in all layers.</param>
/// <exception cref="ModelException">A value is outside its range.</exception>
public sealed record QuantizedRescale(int Multiplier, int Shift)
{
    /// <summary>m.</summary>
    public int Multiplier { get; } = Check.Range(Multiplier, 0, FixedPoint.MaxMultiplier, "multiplier of a change of scale");

    /// <summary>k.</summary>
    public int Shift { get; } = Check.Range(Shift, 0, MultiplierShift.Max, "shift of a change of scale");
}
