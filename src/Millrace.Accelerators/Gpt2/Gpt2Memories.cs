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
        Layers = LayerMemories.Of(shapes, memories);
        Caches = [.. Enumerable.Range(0, point.LayersOnChip).Select(i => (Cache($"layer_{i}_keys"), Cache($"layer_{i}_values")))];
        Head = memories.Weights("head", shapes.Head, point.Head);
        FinalParameters = memories.Make(
            "final_parameters", shapes.FinalNorm.ParameterWord, NormParameters.SegmentWords(shapes.FinalNorm), 1);

        OffChipMemory Cache(string name) => memories.Make(
            name, shapes.Attention.CacheWord, shapes.Passes * (long)shapes.Attention.PassWords, point.CacheChannels);
    }

    internal IReadOnlyList<LayerMemories> Layers { get; }

    /// <summary>Keys and values of each layer on chip.</summary>
    internal IReadOnlyList<(OffChipMemory Keys, OffChipMemory Values)> Caches { get; }

    internal OffChipMemory Head { get; }

    internal OffChipMemory FinalParameters { get; }
}
