using System.Globalization;
using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// The power of an FPGA design:
/// P = s LUT_device + a f e (DSP + BRAM18 + 6 URAM + LUT / 200 + FF / 800) + w bytes per second.
/// Two numbers are fitted, s and e, to seven measured designs on UltraScale+ (docs/gpu-and-power.md); other families are extrapolation.
/// </summary>
public static class FpgaPower
{
    // s, fitted: of a look-up table that the device has, used or not.
    private const double StaticWattsPerLut = 18e-6;

    // e, fitted: of a DSP slice at a megahertz, as busy as in the measured designs.
    private const double WattsPerSliceMegahertz = 5e-6;

    // Assumptions, of the order of vendors' power estimators at their usual toggle rates.
    private const double SlicesPerUram = 6;
    private const double LutsPerSlice = 200;
    private const double FlipFlopsPerSlice = 800;

    // w: 3.9 pJ a bit (O'Connor et al., Fine-Grained DRAM, MICRO 2017).
    private const double HighBandwidthJoulesPerByte = 8 * 3.9e-12;

    // w of DDR and LPDDR with their pins: 20 pJ a bit, an assumption.
    private const double OtherJoulesPerByte = 8 * 20e-12;

    /// <summary>The power of a design.</summary>
    /// <param name="device">The board.</param>
    /// <param name="used">What the design takes of it.</param>
    /// <param name="clockMegahertz">f, its clock.</param>
    /// <param name="offChipBytesPerSecond">Bandwidth in use of the fastest off-chip memory, a mean over time.</param>
    /// <param name="activity">a, the share of time in which the design computes, 0 to 1.</param>
    /// <exception cref="AnalysisException">A number is out of its range.</exception>
    public static FpgaWatts Watts(
        FpgaDevice device, ResourceVector used, double clockMegahertz, double offChipBytesPerSecond, double activity = 1)
    {
        Require(clockMegahertz is >= 0 and <= 2000, $"the clock is {clockMegahertz} MHz, but it must be from 0 to 2000 MHz");
        Require(
            offChipBytesPerSecond >= 0 && double.IsFinite(offChipBytesPerSecond),
            $"the bandwidth in use is {offChipBytesPerSecond} bytes/s, but it must be a number from 0");
        Require(activity is >= 0 and <= 1, $"the activity is {activity}, but it must be from 0 to 1");
        Require(new ResourceVector(0, 0, 0, 0, 0).FitsIn(used), $"the resources in use are {used}, but none can be below 0");
        var slice = activity * clockMegahertz * WattsPerSliceMegahertz;
        return new FpgaWatts(
            Static: StaticWattsPerLut * device.Total.Lut,
            Logic: slice * ((used.Lut / LutsPerSlice) + (used.FlipFlop / FlipFlopsPerSlice)),
            Dsp: slice * used.Dsp,
            BlockMemory: slice * (used.Bram18 + (SlicesPerUram * used.Uram)),
            OffChip: offChipBytesPerSecond * JoulesPerByte(device.OffChip));
    }

    private static double JoulesPerByte(DeviceMemory memory) =>
        memory.Name.StartsWith("HBM", StringComparison.Ordinal) ? HighBandwidthJoulesPerByte : OtherJoulesPerByte;

    private static void Require(bool holds, FormattableString sentence)
    {
        if (!holds) throw new AnalysisException(sentence.ToString(CultureInfo.InvariantCulture) + ".");
    }
}
