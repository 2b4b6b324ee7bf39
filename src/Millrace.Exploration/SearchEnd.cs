using System.Diagnostics;

namespace Millrace.Exploration;

/// <summary>When a search is over before it is done. The clock is read, as a timer would have to wait for a thread.</summary>
internal sealed class SearchEnd(ExplorationOptions options)
{
    private readonly long _begin = Stopwatch.GetTimestamp();

    /// <summary>Whether somebody ended it or its time is up.</summary>
    internal bool IsDue => options.Cancellation.IsCancellationRequested || TimeIsUp;

    /// <summary>How a search ended that looks now.</summary>
    internal ExplorationEnd Kind => options.Cancellation.IsCancellationRequested ? ExplorationEnd.Interrupted
        : TimeIsUp ? ExplorationEnd.TimeLimit : ExplorationEnd.Done;

    private bool TimeIsUp => options.TimeLimit is { } limit && Stopwatch.GetElapsedTime(_begin) >= limit;
}
