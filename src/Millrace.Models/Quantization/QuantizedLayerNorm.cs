namespace Millrace.Models.Quantization;

/// <summary>A LayerNorm in integers (<c>docs/arithmetic.md</c>, section 3).</summary>
/// <param name="Width">d, 1 to 8192.</param>
/// <param name="Gains">g: d values Int(18).</param>
/// <param name="Offsets">o: d values Int(32).</param>
/// <param name="Shift">k, 0 to 40, the same for all LayerNorms of a model.</param>
/// <param name="Epsilon">E, 1 to 2^61 - 1: the model's epsilon times d in squared residual units.</param>
/// <param name="OutputBits">8, or 24 where the output is the residual stream, as in BERT.</param>
/// <exception cref="ModelException">A length, a shift or a value is outside its range.</exception>
public sealed record QuantizedLayerNorm(int Width, int[] Gains, int[] Offsets, int Shift, long Epsilon, int OutputBits = 8)
{
    /// <summary>The largest width: sums of squares stay within 62 bits.</summary>
    public const int MaxWidth = 8192;

    /// <summary>The largest shift.</summary>
    public const int MaxShift = 40;

    /// <summary>Gains lie below this in absolute value.</summary>
    public const int GainLimit = 1 << 17;

    /// <summary>d.</summary>
    public int Width { get; } = Check.Range(Width, 1, MaxWidth, "width of a LayerNorm");

    /// <summary>g.</summary>
    public int[] Gains { get; } =
        Check.Values(Check.Length(Gains, Width, "gains of a LayerNorm"), 1 - GainLimit, GainLimit - 1, "a gain");

    /// <summary>o.</summary>
    public int[] Offsets { get; } = Check.Length(Offsets, Width, "offsets of a LayerNorm");

    /// <summary>k.</summary>
    public int Shift { get; } = Check.Range(Shift, 0, MaxShift, "shift of a LayerNorm");

    /// <summary>E.</summary>
    public long Epsilon { get; } = Check.Range(Epsilon, 1, (1L << 61) - 1, "epsilon of a LayerNorm");

    /// <summary>Width of an output.</summary>
    public int OutputBits { get; } = Check.Range(OutputBits, 2, 24, "output bits of a LayerNorm");
}
