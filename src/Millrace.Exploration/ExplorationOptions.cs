namespace Millrace.Exploration;

/// <summary>How to explore; none of it changes what is found, unless the search is ended before it is done.</summary>
public sealed record ExplorationOptions
{
    /// <summary>Threads at most.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Ends the search after some time, with the best point so far; what is found then depends on the machine. Null for
    /// none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Told now and then how far the search is.</summary>
    public Action<ExplorationProgress>? Progress { get; init; }

    /// <summary>Ends the search; the best point so far is the result.</summary>
    public CancellationToken Cancellation { get; init; }
}
