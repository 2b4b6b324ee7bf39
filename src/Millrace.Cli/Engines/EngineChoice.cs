using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary>An engine as the user asked for it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Device">Board of the network engine.</param>
/// <param name="ClockMegahertz">Its clock, or null for the design's.</param>
/// <param name="Design">Its design point with that clock, or null for the default one.</param>
/// <param name="CalibrationFile">Text to calibrate on, or null for the model's own.</param>
/// <param name="Smoothing">Strength of outlier smoothing, or null for none.</param>
/// <param name="WeightBits">Bits of a weight.</param>
internal sealed record EngineChoice(
    EngineKind Kind, FpgaDevice Device, double? ClockMegahertz, DesignPoint? Design, string? CalibrationFile, double? Smoothing,
    int WeightBits)
{
    /// <summary>The engine's name on the command line.</summary>
    public string Name => NameOf(Kind);

    /// <summary>An engine's name on the command line.</summary>
    public static string NameOf(EngineKind kind) => kind.ToString().ToLowerInvariant();
}
