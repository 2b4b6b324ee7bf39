using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>A launch of a BERT accelerator: the arguments it is started with, the report it ends with.</summary>
internal static class BertLaunch
{
    /// <param name="sequences">Sequences.</param>
    /// <param name="rows">Tokens of each, padding included.</param>
    /// <param name="length">Tokens of each that are seen.</param>
    internal static Dictionary<string, long> Arguments(int sequences, int rows, int length) =>
        new() { ["rows"] = rows, ["length"] = length, ["sequences"] = sequences, ["tokens"] = (long)sequences * rows };

    internal static LaunchReport Report(int sequences, int rows, TimingResult timing) =>
        new("encode", sequences * rows, timing, LayerEngines.Of(timing));
}
