using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>The off-chip memories of a GPT-2 accelerator: which channels hold what.</summary>
internal sealed class Gpt2Memories
{
    internal Gpt2Memories(Gpt2Shapes shapes, FpgaDevice device)
    {
        var point = shapes.Point;
        var memories = new DeviceMemories(device, point.ClockMegahertz);
        Layers = [.. Enumerable.Range(0, point.LayersOnChip).Select(i => new LayerMemories(
            memories.Weights($"layer_{i}_attention_input", shapes.AttentionInput, point.AttentionInput),
            memories.Weights($"layer_{i}_attention_output", shapes.AttentionOutput, point.AttentionOutput),
            memories.Weights($"layer_{i}_mlp_input", shapes.MlpInput, point.MlpInput),
            memories.Weights($"layer_{i}_mlp_output", shapes.MlpOutput, point.MlpOutput),
            memories.Make(
                $"layer_{i}_keys", shapes.Attention.CacheWord, shapes.Passes * (long)shapes.Attention.PassWords, point.CacheChannels),
            memories.Make(
                $"layer_{i}_values", shapes.Attention.CacheWord, shapes.Passes * (long)shapes.Attention.PassWords, point.CacheChannels),
            memories.Make(
                $"layer_{i}_parameters", shapes.Norm.ParameterWord, shapes.Passes * 2L * NormParameters.SegmentWords(shapes.Norm), 1)))];
        Head = memories.Weights("head", shapes.Head, point.Head);
        FinalParameters = memories.Make(
            "final_parameters", shapes.FinalNorm.ParameterWord, NormParameters.SegmentWords(shapes.FinalNorm), 1);
    }

    internal IReadOnlyList<LayerMemories> Layers { get; }

    internal OffChipMemory Head { get; }

    internal OffChipMemory FinalParameters { get; }

    /// <summary>Memories of one copy of the layer's engines.</summary>
    internal sealed record LayerMemories(
        OffChipMemory AttentionInput, OffChipMemory AttentionOutput, OffChipMemory MlpInput,
        OffChipMemory MlpOutput, OffChipMemory Keys, OffChipMemory Values, OffChipMemory Parameters);
}
