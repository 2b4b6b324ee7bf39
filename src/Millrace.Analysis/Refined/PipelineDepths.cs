namespace Millrace.Analysis;

/// <summary>
/// Cycles between the last firings of neighbouring processes, one row or word apart in the stream: pipeline stages and channels of the
/// kernels as
/// they are scheduled for about 300 MHz. The cycle-exact simulation is where they come from, and what the refined form is checked against.
/// </summary>
internal static class PipelineDepths
{
    /// <summary>A choice or copy and its channel: enter, leave, fork.</summary>
    internal const double Hop = 1;

    /// <summary>From a LayerNorm's first process to the buffer behind its third, beside two rows and two adder trees over the
    /// lanes.</summary>
    internal const double Norm = 40;

    /// <summary>From a full buffer of rows to the array's first firing.</summary>
    internal const double Start = 2;

    /// <summary>From the array to requantization, beside the adder tree.</summary>
    internal const double Array = 6;

    /// <summary>From requantization to the next process.</summary>
    internal const double Requantize = 10;

    /// <summary>From the activation function to the next engine's rows.</summary>
    internal const double Activation = 9;

    /// <summary>From a key or value gathered to its store.</summary>
    internal const double Gather = 2;

    /// <summary>From the acknowledgement of a store to the load that waited for it, and from a load's word to the scores.</summary>
    internal const double CacheHop = 2;

    /// <summary>From a score to the row's maximum, beside the adder tree.</summary>
    internal const double Scores = 6;

    /// <summary>From a row's maximum to its last exponential, beside the row.</summary>
    internal const double Exponentials = 3;

    /// <summary>From the last exponential to the last probability, beside the row.</summary>
    internal const double Normalize = 41;

    /// <summary>From the last probability to the last sum.</summary>
    internal const double Mix = 11;

    /// <summary>From the last sum to the buffer of the next engine, beside the words of the head.</summary>
    internal const double MixRequantize = 13;

    /// <summary>Reading a ping-pong buffer.</summary>
    internal const double Buffer = 1;

    /// <summary>Residual add and its channel.</summary>
    internal const double Residual = 3;
}
