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
            var (layer, at, pass) = (model.Layers[l], memories.Layers[l % copies], l / copies);
            LayerPacking.Linear(s.AttentionInput, layer.AttentionInput, pass, image(at.AttentionInput), LayerPacking.Same,
                n => LayerPacking.HeadOutput(s.Point.Model, s.HeadSize, n));
            LayerPacking.Linear(s.AttentionOutput, layer.AttentionOutput, pass, image(at.AttentionOutput),
                k => LayerPacking.HeadColumn(s.Point.Model, s.HeadSize, k), LayerPacking.Same);
            LayerPacking.Linear(s.MlpInput, layer.MlpInput, pass, image(at.MlpInput), LayerPacking.Same, LayerPacking.Same);
            LayerPacking.Linear(s.MlpOutput, layer.MlpOutput, pass, image(at.MlpOutput), LayerPacking.Same, LayerPacking.Same);
            LayerPacking.Norm(
                s.Norm, layer.AttentionNorm, 2 * pass, image(at.Parameters),
                layer.Attention.ScoreMultiplier, layer.Attention.ValueMultiplier, layer.Activation.Multiplier);
            LayerPacking.Norm(s.Norm, layer.MlpNorm, (2 * pass) + 1, image(at.Parameters));
        }

        LayerPacking.Linear(s.Head, model.Head, 0, image(memories.Head), LayerPacking.Same, LayerPacking.Same);
        LayerPacking.Norm(s.FinalNorm, model.FinalNorm, 0, image(memories.FinalParameters));
    }
}
