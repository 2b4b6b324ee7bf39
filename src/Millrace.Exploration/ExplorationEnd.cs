namespace Millrace.Exploration;

/// <summary>How an exploration ended.</summary>
public enum ExplorationEnd
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>Somebody ended it.</summary>
    Interrupted,

    /// <summary>It came to its time limit.</summary>
    TimeLimit,
}
