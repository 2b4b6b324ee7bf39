namespace Millrace.Hls;

/// <summary>What the scripts of an emitted design ask of the tool.</summary>
/// <param name="Part">The device; by default that of the Alveo U280.</param>
/// <param name="ClockMegahertz">The clock to meet.</param>
public sealed record VitisHlsOptions(string Part = "xcu280-fsvh2892-2L-e", double ClockMegahertz = 300);
