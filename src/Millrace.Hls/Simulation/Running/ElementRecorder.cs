namespace Millrace.Hls;

/// <summary>Keeps what passes through a channel.</summary>
internal sealed class ElementRecorder(RunChannel channel)
{
    private long kept;

    internal RunChannel Channel => channel;

    internal List<long> Elements { get; } = [];

    internal void Reset()
    {
        Elements.Clear();
        kept = 0;
    }

    /// <summary>Takes what was written since the last time; the ring still holds it, since its reader has not had a turn.</summary>
    internal void Take()
    {
        for (; kept < channel.Written; kept++)
        {
            for (var lane = 0; lane < channel.LaneCount; lane++)
                Elements.Add(channel[kept, lane]);
        }
    }
}

/// <summary>A process whose outputs are recorded.</summary>
internal sealed class RecordingActor(RunActor actor, ElementRecorder[] outputs) : IActor
{
    /// <inheritdoc/>
    public bool IsDone => actor.IsDone;

    /// <inheritdoc/>
    public bool Advance()
    {
        var moved = actor.Advance();
        Array.ForEach(outputs, o => o.Take());
        return moved;
    }
}
