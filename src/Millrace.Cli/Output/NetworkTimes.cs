using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>What the network engine tells of time: nothing that another engine knows.</summary>
internal sealed record NetworkTimes
{
    /// <summary>What kind of figure the cycles are.</summary>
    public const string CycleExact = "cycle-exact simulation";

    /// <summary>What the clock rests on, as long as no place-and-route confirmed it.</summary>
    public const string Assumption = "assumption";

    public required double ClockMegahertz { get; init; }

    public required PrefillTime Prefill { get; init; }

    public required IReadOnlyList<LaunchTime> Decode { get; init; }

    public required IReadOnlyList<EngineShare> Engines { get; init; }

    public required IReadOnlyList<ChannelStall> Stalls { get; init; }

    /// <summary>The times of some launches: a prefill and what followed. Null if there are none.</summary>
    public static NetworkTimes? Of(IReadOnlyList<LaunchReport> launches, double? megahertz) => launches.Count == 0 || megahertz is not { } clock
        ? null
        : new NetworkTimes
        {
            ClockMegahertz = clock,
            Prefill = PrefillTime.Of(launches[0], clock),
            Decode = [.. launches.Skip(1).Select(l => LaunchTime.Of(l, clock))],
            Engines = EngineShare.Of(launches),
            Stalls = ChannelStall.Of(launches),
        };
}
