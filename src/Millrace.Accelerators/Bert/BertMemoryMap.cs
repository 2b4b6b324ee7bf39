using Millrace.Hls;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>Fills the off-chip memories with a quantized model: weights in the order of the engines, gains, offsets and multipliers in the
/// order of their reader.</summary>
internal static class BertMemoryMap
{
    internal static void Fill(
        QuantizedBert model, BertShapes s, IReadOnlyList<LayerMemories> memories, Func<OffChipMemory, MemoryImage> image)
    {
        var copies = s.Point.LayersOnChip;
        for (var l = 0; l < model.Layers.Count; l++)
        {
            var layer = model.Layers[l];
            LayerPacking.Layer(
                s, layer, l / copies, memories[l % copies], image,
                layer.AttentionRescale.Multiplier, layer.Attention.ScoreMultiplier, layer.Attention.ValueMultiplier,
                layer.MlpRescale.Multiplier, layer.Activation.Multiplier);
        }
    }
}
