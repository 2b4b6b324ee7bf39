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

    /// <summary>Sets registers and block numbers to their start.</summary>
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

    internal void Reset()
    {
        Loop.Reset();
        ResetState();
        Firings = 0;
    }
}
