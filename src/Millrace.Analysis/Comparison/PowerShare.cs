using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>The power of a design of which only the multipliers are known: logic is assumed to be taken in their share.</summary>
internal static class PowerShare
{
    public static Formula Formula(string name, in FpgaWatts w) => new(
        name, "P = static + logic + DSP + block memory + off-chip",
        string.Join(" + ", new[] { w.Static, w.Logic, w.Dsp, w.BlockMemory, w.OffChip }.Select(p => FigureText.Figure(p, 3))) + " W",
        w.Total, "W");

    public static FpgaWatts Watts(FpgaDevice device, double share, double clockMegahertz, double bytesPerSecond)
    {
        var (part, all) = (Math.Clamp(share, 0, 1), device.Routable);
        var used = new ResourceVector(Part(all.Lut), Part(all.FlipFlop), Part(all.Dsp), Part(all.Bram18), Part(all.Uram));
        return FpgaPower.Watts(device, used, clockMegahertz, bytesPerSecond);

        long Part(long amount) => (long)(part * Math.Max(0, amount));
    }
}
