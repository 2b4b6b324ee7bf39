namespace Millrace.Hardware;

/// <summary>Packing rules: narrower operands let one slice or block make more products in a cycle.</summary>
public sealed class MacRates(IEnumerable<MacRate> rates)
{
    /// <summary>The rules.</summary>
    public IReadOnlyList<MacRate> Rules { get; } = [.. rates];

    /// <summary>Products each cycle for operands of some widths: the most that a rule which holds both promises; 0 if none does.</summary>
    public int MacsPerCycle(int weightBits, int activationBits)
    {
        var most = 0;
        foreach (var rule in Rules)
            if (weightBits <= rule.WeightBits && activationBits <= rule.ActivationBits) most = Math.Max(most, rule.Macs);
        return most;
    }
}
