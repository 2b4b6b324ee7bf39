namespace Millrace.Hls;

/// <summary>What the time face found for one launch.</summary>
/// <param name="Cycles">Cycles from the launch until the last effect of the last process and the last element taken by the host.</param>
/// <param name="Processes">Each process.</param>
/// <param name="Outputs">For each output of the network the cycle at which the host took each element.</param>
/// <param name="Channels">Each channel.</param>
public sealed record TimingResult(
    long Cycles, IReadOnlyList<ProcessTiming> Processes,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Outputs, IReadOnlyList<ChannelTiming> Channels)
{
    /// <summary>Firings of all processes.</summary>
    public long Firings => Processes.Sum(p => p.Firings);
}

/// <summary>Firings of one process in one launch.</summary>
/// <param name="Instance">The process.</param>
/// <param name="Firings">How many.</param>
/// <param name="First">Cycle of the first, -1 if there was none.</param>
/// <param name="Last">Cycle of the last, -1 if there was none.</param>
/// <param name="Cycles">The cycle of every firing, if the simulation traces.</param>
public sealed record ProcessTiming(ProcessInstance Instance, long Firings, long First, long Last, IReadOnlyList<long>? Cycles)
{
    /// <summary>Cycles in which the process was at work: its firings times its initiation interval.</summary>
    public long BusyCycles => Firings * Instance.Schedule.InitiationInterval;
}

/// <summary>One channel in one launch.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Elements">Elements that went through.</param>
/// <param name="EmptyStall">Cycles its reader waited because it was empty, where no other channel made it wait longer.</param>
/// <param name="FullStall">Cycles its writer waited because it was full, where no other channel made it wait longer.</param>
public sealed record ChannelTiming(Channel Channel, long Elements, long EmptyStall, long FullStall);
