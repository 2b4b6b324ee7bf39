using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>What was generated.</summary>
/// <param name="Prompt">The tokens given.</param>
/// <param name="Tokens">The tokens chosen.</param>
/// <param name="Stopped">Why there are no more.</param>
/// <param name="Launches">Of the network engine: the prefill, then one decode for every token but the first; otherwise empty.</param>
internal sealed record Generated(
    IReadOnlyList<int> Prompt, IReadOnlyList<int> Tokens, StopReason Stopped, IReadOnlyList<LaunchReport> Launches);
