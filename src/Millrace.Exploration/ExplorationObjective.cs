namespace Millrace.Exploration;

/// <summary>What an exploration makes as small as it can.</summary>
public enum ExplorationObjective
{
    /// <summary>Milliseconds of the last decoded token.</summary>
    Decode,

    /// <summary>Milliseconds of the prompt.</summary>
    Prefill,

    /// <summary>Milliseconds of the prompt and all decoded tokens.</summary>
    Total,

    /// <summary>Joules of the last decoded token; of a prompt's token where nothing is decoded.</summary>
    Energy,
}
