using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>How long a launch took.</summary>
/// <param name="Cycles">Clock cycles.</param>
/// <param name="Ms">Milliseconds at the clock.</param>
internal sealed record LaunchTime(long Cycles, double Ms)
{
    public static LaunchTime Of(LaunchReport launch, double megahertz) => new(launch.Cycles, launch.Cycles / (megahertz * 1e3));
}

/// <summary>How long a prefill took.</summary>
/// <param name="Tokens">Tokens of the prompt.</param>
/// <param name="Cycles">Clock cycles.</param>
/// <param name="Ms">Milliseconds at the clock.</param>
internal sealed record PrefillTime(int Tokens, long Cycles, double Ms)
{
    public static PrefillTime Of(LaunchReport launch, double megahertz) => new(launch.Tokens, launch.Cycles, launch.Cycles / (megahertz * 1e3));
}
