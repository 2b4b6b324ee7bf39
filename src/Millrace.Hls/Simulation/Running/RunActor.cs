namespace Millrace.Hls;

/// <summary>A process in the data simulation.</summary>
internal sealed class RunActor : IActor
{
    internal long Firings;

    internal RunActor(ProcessInstance instance, long[] arguments)
    {
        Instance = instance;
        Loop = new LoopState(instance.Process.Loops.Count, arguments);
    }

    internal ProcessInstance Instance { get; }

    internal LoopState Loop { get; }

    internal Func<int> Code { get; set; } = () => -1;

    /// <summary>Which block of each ping-pong buffer comes next; kept from launch to launch, as in hardware.</summary>
    internal List<long[]> Blocks { get; } = [];

    /// <summary>Sets registers to their start.</summary>
    internal Action ResetState { get; set; } = () => { };

    /// <inheritdoc/>
    public bool IsDone => Loop.Done;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = Firings;
        Code();
        return Firings != before;
    }

    /// <summary>Begins a launch.</summary>
    /// <param name="clean">False if the launch before did not end: blocks are counted from the first again.</param>
    internal void Reset(bool clean)
    {
        if (!clean)
            Blocks.ForEach(b => b[0] = 0);
        Loop.Reset();
        ResetState();
        Firings = 0;
    }
}
