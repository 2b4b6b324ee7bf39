using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>The off-chip memories of one copy of a layer's engines: their weights, and the small parameters.</summary>
internal sealed record LayerMemories(
    OffChipMemory AttentionInput, OffChipMemory AttentionOutput, OffChipMemory MlpInput, OffChipMemory MlpOutput, OffChipMemory Parameters)
{
    /// <summary>Those of all copies.</summary>
    internal static IReadOnlyList<LayerMemories> Of(LayerShapes shapes, DeviceMemories memories)
    {
        var point = shapes.Point;
        return [.. Enumerable.Range(0, point.LayersOnChip).Select(i => new LayerMemories(
            memories.Weights($"layer_{i}_attention_input", shapes.AttentionInput, point.AttentionInput),
            memories.Weights($"layer_{i}_attention_output", shapes.AttentionOutput, point.AttentionOutput),
            memories.Weights($"layer_{i}_mlp_input", shapes.MlpInput, point.MlpInput),
            memories.Weights($"layer_{i}_mlp_output", shapes.MlpOutput, point.MlpOutput),
            memories.Make(
                $"layer_{i}_parameters", shapes.Norm.ParameterWord, shapes.Passes * 2L * NormParameters.SegmentWords(shapes.Norm), 1)))];
    }
}
