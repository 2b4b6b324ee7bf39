using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>What one launch of the accelerator took: the prefill of a prompt or the decoding of one token.</summary>
/// <param name="Phase"><c>prefill</c> or <c>decode</c>.</param>
/// <param name="Tokens">Tokens that went in.</param>
/// <param name="Timing">Every process and channel, in cycles.</param>
/// <param name="Engines">The engines and how long each was at work.</param>
public sealed record LaunchReport(string Phase, int Tokens, TimingResult Timing, IReadOnlyList<EngineUse> Engines)
{
    /// <summary>Cycles from the launch until its last effect.</summary>
    public long Cycles => Timing.Cycles;
}

/// <summary>How long an engine was at work in one launch.</summary>
/// <param name="Name">The engine's name in the design.</param>
/// <param name="BusyCycles">Cycles in which it fired.</param>
public sealed record EngineUse(string Name, long BusyCycles);
