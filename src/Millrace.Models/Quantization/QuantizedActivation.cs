using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>The activation function of one layer as a table (<c>docs/arithmetic.md</c>, section 5).</summary>
/// <param name="Table">F: 4096 values Int(16) for the inputs -2048..2047, the same array in all layers of a model.</param>
/// <param name="Multiplier">m_a in [0, 2^17): table unit to the output's scale.</param>
/// <param name="Shift">k_a, 0 to 46, the same in all layers.</param>
/// <exception cref="ModelException">A length or a value is outside its range.</exception>
public sealed record QuantizedActivation(short[] Table, int Multiplier, int Shift)
{
    /// <summary>Entries of the table: one for each Int(12).</summary>
    public const int Entries = 4096;

    /// <summary>The activations of all layers: they share table and shift.</summary>
    /// <param name="function">The activation function.</param>
    /// <param name="inputScale">s_pre.</param>
    /// <param name="tableScale">s_post.</param>
    /// <param name="outputScales">s_out of each layer.</param>
    internal static QuantizedActivation[] Build(
        ActivationFunction function, double inputScale, double tableScale, IEnumerable<double> outputScales)
    {
        var table = ActivationTable.Build(function, inputScale, tableScale);
        var (multipliers, shift) = MultiplierShift.ForAll([.. outputScales.Select(s => tableScale / s)]);
        return [.. multipliers.Select(m => new QuantizedActivation(table, m, shift))];
    }

    /// <summary>F.</summary>
    public short[] Table { get; } = Check.Length(Table, Entries, "entries of an activation table");

    /// <summary>m_a.</summary>
    public int Multiplier { get; } = Check.Range(Multiplier, 0, FixedPoint.MaxMultiplier, "multiplier of an activation");

    /// <summary>k_a.</summary>
    public int Shift { get; } = Check.Range(Shift, 0, MultiplierShift.Max, "shift of an activation");
}
