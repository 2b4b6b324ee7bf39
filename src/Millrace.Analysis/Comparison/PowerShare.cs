using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>The power of what only the multipliers are known of: logic is assumed to be taken in their share, and so are memories of which
/// nothing more is known; a hard block draws as much for two products as a DSP slice.</summary>
internal static class PowerShare
{
    private const double HardMacsPerSlice = 2;

    public static Formula Formula(string name, in FpgaWatts w) => new(
        name, "P = static + logic + DSP + block memory + off-chip",
        string.Join(" + ", new[] { w.Static, w.Logic, w.Dsp, w.BlockMemory, w.OffChip }.Select(p => FigureText.Figure(p, 3))) + " W",
        w.Total, "W");

    /// <summary>The power.</summary>
    /// <param name="device">The board.</param>
    /// <param name="macs">Multiply-accumulates a cycle.</param>
    /// <param name="mostMacs">Those that the board allows.</param>
    /// <param name="clockMegahertz">The clock.</param>
    /// <param name="bytesPerSecond">Off-chip bandwidth in use.</param>
    /// <param name="bram18">Block RAM in use; null for the multipliers' share of it.</param>
    /// <param name="uram">UltraRAM in use; null for the multipliers' share of it.</param>
    public static FpgaWatts Watts(
        FpgaDevice device, double macs, double mostMacs, double clockMegahertz, double bytesPerSecond,
        double? bram18 = null, double? uram = null)
    {
        var (share, all) = (Math.Clamp(macs / mostMacs, 0, 1), device.Routable);
        var used = new ResourceVector(
            Part(all.Lut), Part(all.FlipFlop), device.HardBlocks.Count > 0 ? (long)(macs / HardMacsPerSlice) : Part(all.Dsp),
            AtMost(bram18, all.Bram18), AtMost(uram, all.Uram));
        return FpgaPower.Watts(device, used, clockMegahertz, bytesPerSecond);

        long Part(long amount) => (long)(share * Math.Max(0, amount));

        long AtMost(double? amount, long most) => amount is { } some ? (long)Math.Min(Math.Max(0, most), some) : Part(most);
    }
}
