using System.Buffers.Binary;
using Millrace.Hls;
using Millrace.Kernels;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>Fills the off-chip memories with a quantized model: weights in the order of the engines, gains, offsets and multipliers in the
/// order of their reader.</summary>
internal static class Gpt2MemoryMap
{
    internal static void Fill(QuantizedGpt2 model, Gpt2Shapes s, Gpt2Memories memories, Func<OffChipMemory, MemoryImage> image)
    {
        var copies = s.Point.LayersOnChip;
        for (var l = 0; l < model.Layers.Count; l++)
        {
            var layer = model.Layers[l];
            LayerPacking.Layer(
                s, layer, l / copies, memories.Layers[l % copies], image,
                layer.Attention.ScoreMultiplier, layer.Attention.ValueMultiplier, layer.Activation.Multiplier);
        }

        LayerPacking.Linear(s.Head, model.Head, 0, image(memories.Head), LayerPacking.Same, LayerPacking.Same);
        LayerPacking.Norm(s.FinalNorm, model.FinalNorm, 0, image(memories.FinalParameters));
    }
}
