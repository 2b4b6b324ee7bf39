using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>What lies in the off-chip memory of one device: weights with their padding, biases and multipliers, keys and values.</summary>
internal static class OffChipBytes
{
    /// <summary>Bytes of each engine's weights, of all layers that pass through one copy of it, by <see cref="EngineSlot"/>; and of the
    /// keys
    /// of one copy, which are as many as the values.</summary>
    internal static (double[] Engines, double Keys) Of(DesignPoint point, RefinedDesign design)
    {
        var passes = (double)point.Model.Layers / (point.LayersOnChip * point.PipelineParallel);
        double[] engines =
        [
            passes * Bytes(design.AttentionInput, point.AttentionInput), passes * Bytes(design.AttentionOutput, point.AttentionOutput),
            passes * Bytes(design.MlpInput, point.MlpInput), passes * Bytes(design.MlpOutput, point.MlpOutput),
            design.Head is { } head ? Bytes(head, point.Head) : 0,
        ];
        var model = point.Model;
        var keys = model.IsEncoder
            ? 0
            : passes * (model.KeyValueHeads / point.TensorParallel) * (double)model.ContextLength * model.HeadSize
                * point.ActivationBits / 8;
        return (engines, keys);

        double Bytes(in RefinedEngine engine, EnginePoint lanes) => engine.MemoryWords * lanes.WeightsPerCycle * point.WeightBits / 8;
    }
}
