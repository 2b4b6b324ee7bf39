using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Exploration;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary>A design point timed to the cycle.</summary>
/// <param name="PrefillCycles">Of the prompt.</param>
/// <param name="DecodeCycles">Of the last decoded token, or null.</param>
internal sealed record SimulatedPoint(long PrefillCycles, long? DecodeCycles)
{
    /// <summary>Simulates a point; null where there are no kernels for it.</summary>
    public static SimulatedPoint? Of(
        DesignPoint point, FpgaDevice device, ExplorationResult found, ProgressLine progress, CancellationToken cancellation)
    {
        try
        {
            point.RequireKernels(point.Model.IsEncoder ? TransformerFamily.Bert : TransformerFamily.Gpt2);
        }
        catch (DesignPointException)
        {
            return null;
        }

        progress.Show("simulating the design to the cycle");
        if (point.Model.IsEncoder)
            return new SimulatedPoint(BertTiming.Build(point, device).Time(point.Sequences, found.PromptTokens).Cycles, null);
        long prefill = 0;
        long? decode = null;
        // Two simulations of one design each: they share nothing.
        Parallel.Invoke(
            () => prefill = Gpt2Timing.Build(point, device).Time(0, found.PromptTokens, 1).Cycles,
            () => decode = DecodeSteps.Any(found.GeneratedTokens)
                ? Gpt2Timing.Build(point, device).Time(DecodeSteps.LastPosition(found.PromptTokens, found.GeneratedTokens), 1, 1).Cycles
                : null);
        cancellation.ThrowIfCancellationRequested();
        return new SimulatedPoint(prefill, decode);
    }
}
