namespace Millrace.Hls;

/// <summary>
/// Runs actors until none can go on. An actor runs until it lacks an element or room; then its neighbours, for whom it may have made
/// either, get their turn. The order does not matter for the result: channels make the network determinate.
/// </summary>
internal sealed class WorkList(IReadOnlyList<IActor> actors, int[][] neighbours)
{
    private readonly Queue<int> queue = new(Enumerable.Range(0, actors.Count));
    private readonly bool[] queued = [.. Enumerable.Repeat(true, actors.Count)];

    /// <summary>Returns when nothing moves any more.</summary>
    internal void Run(CancellationToken cancellation)
    {
        while (queue.TryDequeue(out var i))
        {
            queued[i] = false;
            if (!actors[i].Advance())
                continue;
            cancellation.ThrowIfCancellationRequested();
            foreach (var j in neighbours[i])
            {
                if (queued[j] || actors[j].IsDone)
                    continue;
                queued[j] = true;
                queue.Enqueue(j);
            }
        }
    }

    /// <summary>Lets an actor try again, after something outside has changed.</summary>
    internal void Wake(int actor)
    {
        if (queued[actor])
            return;
        queued[actor] = true;
        queue.Enqueue(actor);
    }

    /// <summary>For each actor, those it shares a channel with: itself too, if a channel leads back to it, since it sees its own elements
    /// and free places only in its next turn.</summary>
    internal static int[][] Neighbours(int actors, IEnumerable<(int Writer, int Reader)> channels)
    {
        var sets = Enumerable.Range(0, actors).Select(_ => new SortedSet<int>()).ToArray();
        foreach (var (writer, reader) in channels)
        {
            sets[writer].Add(reader);
            sets[reader].Add(writer);
        }

        return [.. sets.Select(s => s.ToArray())];
    }
}

/// <summary>Something that runs until it is blocked.</summary>
internal interface IActor
{
    /// <summary>True when nothing is left to do.</summary>
    bool IsDone { get; }

    /// <summary>Goes on as far as possible; true if it moved at all.</summary>
    bool Advance();
}
