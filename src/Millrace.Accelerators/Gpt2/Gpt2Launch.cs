using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>A launch of a GPT-2 accelerator: the arguments it is started with, the report it ends with.</summary>
internal static class Gpt2Launch
{
    internal static Dictionary<string, long> Arguments(int position, int tokens, int logits) =>
        new() { ["rows"] = tokens, ["start"] = position, ["logits"] = logits };

    internal static LaunchReport Report(int position, int tokens, TimingResult timing) =>
        new(position == 0 || tokens > 1 ? "prefill" : "decode", tokens, timing, LayerEngines.Of(timing));
}
