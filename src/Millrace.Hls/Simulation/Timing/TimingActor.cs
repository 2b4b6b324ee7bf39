namespace Millrace.Hls;

/// <summary>A process in the timing simulation: its compiled recurrence and what is counted of it.</summary>
internal sealed class TimingActor : IActor
{
    internal long Firings;
    internal long First = -1;
    internal long Last;
    internal List<long>? Trace;

    internal TimingActor(ProcessInstance instance, long[] arguments, int memoryPorts)
    {
        Instance = instance;
        Loop = new LoopState(instance.Process.Loops.Count, arguments);
        MemoryTimes = new long[memoryPorts * 2];
    }

    internal ProcessInstance Instance { get; }

    internal LoopState Loop { get; }

    /// <summary>For each off-chip port the cycle of its next access at the earliest, and the remainder of its rational rate.</summary>
    internal long[] MemoryTimes { get; }

    internal Func<int> Code { get; set; } = () => -1;

    /// <summary>Number of the channel access it waits for; -1 if it is done.</summary>
    internal int WaitingFor { get; private set; } = -1;

    /// <inheritdoc/>
    public bool IsDone => Loop.Done;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = Firings;
        WaitingFor = Code();
        return Firings != before;
    }

    internal void Reset()
    {
        Loop.Reset();
        (Firings, First, Last) = (0, -1, 0);
        Array.Clear(MemoryTimes);
        Trace?.Clear();
    }
}
