namespace Millrace.Analysis;

/// <summary>
/// Cycles from a firing to the firing it makes possible: pipeline stages of the kernels as they are scheduled for about 300 MHz, and one
/// cycle for the channel behind them. Kernel, process and output are named; the schedules of their graphs are the source of every number.
/// </summary>
internal static class PipelineDepths
{
    /// <summary>A channel: an element can be read a cycle after it was written.</summary>
    internal const double Hop = 1;

    /// <summary>A channel's depth beyond the writer's latency: a cycle for the element to come, one for the credit to go back.</summary>
    internal const double Credit = 2;

    /// <summary>
    /// LayerNorm, from the last word into the mean to the last word out of normalization, beside rows and adder trees over the lanes: mean
    /// 7 + 1, deviations 18 + 1, normalization 14 + 1, less the two firings that rows count twice.
    /// </summary>
    internal const double Norm = 40;

    /// <summary>LayerNorm's last process, with its channel.</summary>
    internal const double Normalization = 15;

    /// <summary>Linear: from the last word in the buffer of rows to the array's first firing.</summary>
    internal const double Start = 2;

    /// <summary>Linear: array, beside the adder tree: buffer 2, product 3, sum 1.</summary>
    internal const double Array = 6;

    /// <summary>Linear: requantization, 9 + 1.</summary>
    internal const double Requantize = 10;

    /// <summary>Activation, 8 + 1.</summary>
    internal const double Activation = 9;

    /// <summary>Attention: from the last word of a head's queries to their block, 1 + 1, and its first score, 1.</summary>
    internal const double Queries = 3;

    /// <summary>
    /// KV cache, from a head's last key or value to the array that it is streamed past, beside the memory's latencies: word gathered 1,
    /// block 2, read 2 + 1, loaded 1.
    /// </summary>
    internal const double Cache = 7;

    /// <summary>Softmax: from a score to the row's maximum, beside the adder tree over the head.</summary>
    internal const double Scores = 6;

    /// <summary>Softmax: from a row's maximum to its first exponential, 3 + 1.</summary>
    internal const double Exponentials = 4;

    /// <summary>Softmax: from a row's last exponential to its first probability: reciprocal of the sum, 20 + 1.</summary>
    internal const double Reciprocal = 21;

    /// <summary>Attention: from a probability to its product with values, 6 + 1.</summary>
    internal const double Probabilities = 7;

    /// <summary>Attention: from a head's last sum to its first word, 4 + 1.</summary>
    internal const double Mix = 5;

    /// <summary>Attention: requantization, 8 + 1.</summary>
    internal const double MixRequantize = 9;

    /// <summary>Reorder: from the last word in to the first out of a full block.</summary>
    internal const double Buffer = 2;

    /// <summary>Reorder's last process, 2 + 1; residual add, 2 + 1.</summary>
    internal const double Residual = 3;
}
