namespace Millrace.Cli;

/// <summary>What computes the logits.</summary>
internal enum EngineKind
{
    /// <summary>The simulated accelerator: bits and cycles.</summary>
    Network,

    /// <summary>The integer reference: the same bits, without cycles.</summary>
    Integer,

    /// <summary>The float reference: what the checkpoint's authors get.</summary>
    Float,
}
