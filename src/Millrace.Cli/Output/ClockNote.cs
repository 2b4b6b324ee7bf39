using System.Globalization;

namespace Millrace.Cli;

/// <summary>Where figures are of, with what their clock rests on.</summary>
internal static class ClockNote
{
    /// <summary><c>on u280 at 250 MHz (the clock is an assumption: ...)</c>.</summary>
    /// <param name="device">The board, or boards.</param>
    /// <param name="megahertz">Its clock.</param>
    internal static string On(string device, double megahertz) => string.Create(
        CultureInfo.InvariantCulture,
        $"on {device} at {megahertz:0.###} MHz (the clock is an {NetworkTimes.Assumption}: no place-and-route confirmed it)");
}
