namespace Millrace.Hls.Tests;

/// <summary>A process as hardware has it: loop counters, a counter between firings, and a counter at each off-chip port.</summary>
internal sealed class TickProcess
{
    private readonly ProcessInstance instance;
    private readonly IReadOnlyList<TickChannel> channels;
    private readonly Odometer nest;
    private readonly List<Pacer> pacers;
    private int untilNext;

    internal TickProcess(ProcessInstance instance, IReadOnlyList<TickChannel> channels, IReadOnlyDictionary<string, long> launch)
    {
        (this.instance, this.channels) = (instance, channels);
        nest = new Odometer(instance.Process.Loops, launch);
        pacers = [.. instance.Process.Accesses.OfType<LoadValue>().Select(l => new Pacer(l.When, instance.Memories[l.Port].Timing)),
            .. instance.Process.Accesses.OfType<StoreValue>().Select(s => new Pacer(s.When, instance.Memories[s.Port].Timing))];
    }

    internal List<long> Firings { get; } = [];

    internal bool IsDone => nest.IsDone;

    internal bool IsCounting => untilNext > 0 || pacers.Any(p => p.Wait > 0);

    internal void Tick()
    {
        untilNext = Math.Max(0, untilNext - 1);
        pacers.ForEach(p => p.Wait = Math.Max(0, p.Wait - 1));
    }

    internal bool CanFire() =>
        !nest.IsDone && untilNext == 0
        && pacers.All(p => p.Wait == 0 || !nest.Holds(p.When))
        && instance.Channels.All(a => !nest.Holds(a.When) || (a.IsRead ? channels[a.Channel.Number].IsValid : channels[a.Channel.Number].HasCredit));

    internal void Fire(long cycle)
    {
        Firings.Add(cycle);
        untilNext = instance.Schedule.InitiationInterval;
        foreach (var access in instance.Channels.Where(a => nest.Holds(a.When)))
        {
            if (access.IsRead)
                channels[access.Channel.Number].Take(cycle);
            else
                channels[access.Channel.Number].Send(cycle, access.Latency);
        }

        foreach (var pacer in pacers.Where(p => nest.Holds(p.When)))
            pacer.Access();
        nest.Step();
    }

    /// <summary>An off-chip port lets D accesses pass in N cycles, none of them saved up.</summary>
    private sealed class Pacer(Guard when, OffChipTiming timing)
    {
        private long accesses;

        internal Guard When => when;

        internal long Wait { get; set; }

        internal void Access()
        {
            accesses++;
            var (n, d) = (timing.CyclesNumerator, timing.CyclesDenominator);
            Wait = (accesses * n / d) - ((accesses - 1) * n / d);
        }
    }
}
