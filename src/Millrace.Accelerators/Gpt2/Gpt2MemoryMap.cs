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
            PackLinear(s.AttentionInput, layer.AttentionInput, pass, image(at.AttentionInput), Same, n => HeadOutput(s, n));
            PackLinear(s.AttentionOutput, layer.AttentionOutput, pass, image(at.AttentionOutput), k => HeadColumn(s, k), Same);
            PackLinear(s.MlpInput, layer.MlpInput, pass, image(at.MlpInput), Same, Same);
            PackLinear(s.MlpOutput, layer.MlpOutput, pass, image(at.MlpOutput), Same, Same);
            PackNorm(
                s.Norm, layer.AttentionNorm, 2 * pass, image(at.Parameters),
                layer.Attention.ScoreMultiplier, layer.Attention.ValueMultiplier, layer.Activation.Multiplier);
            PackNorm(s.Norm, layer.MlpNorm, (2 * pass) + 1, image(at.Parameters));
        }

        PackLinear(s.Head, model.Head, 0, image(memories.Head), Same, Same);
        PackNorm(s.FinalNorm, model.FinalNorm, 0, image(memories.FinalParameters));
    }

    private static int Same(int index) => index;

    /// <summary>The model's output behind output <paramref name="n"/> of the q, k, v engine, which gives q, k and v of one head after the
    /// other; -1 for padding.</summary>
    private static int HeadOutput(Gpt2Shapes s, int n)
    {
        var (head, part, i) = (n / (3 * s.HeadSize), n / s.HeadSize % 3, n % s.HeadSize);
        return i < s.Point.Model.HeadSize ? (part * s.Point.Model.Width) + (head * s.Point.Model.HeadSize) + i : -1;
    }

    /// <summary>The model's column behind column <paramref name="k"/> of the mixed heads; -1 for padding.</summary>
    private static int HeadColumn(Gpt2Shapes s, int k)
    {
        var (head, i) = (k / s.HeadSize, k % s.HeadSize);
        return i < s.Point.Model.HeadSize && head < s.Point.Model.Heads ? (head * s.Point.Model.HeadSize) + i : -1;
    }

    private static void PackLinear(
        LinearShape shape, QuantizedLinear linear, int pass, MemoryImage image, Func<int, int> input, Func<int, int> output)
    {
        var bytes = checked((int)(shape.PassWords * shape.WeightWord.Lanes));
        WeightPacking.Pack(
            shape,
            (k, n) => (input(k), output(n)) is var (i, o) && i >= 0 && i < linear.Inputs && o >= 0 && o < linear.Outputs
                ? linear.Weights[((long)o * linear.Inputs) + i]
                : (sbyte)0,
            n => output(n) is var o && o >= 0 && o < linear.Outputs ? (linear.Bias[o], linear.Multipliers[o]) : (0, 0),
            image.Bytes.AsSpan(pass * bytes, bytes));
    }

    private static void PackNorm(LayerNormShape shape, QuantizedLayerNorm norm, int segment, MemoryImage image, params int[] scalars)
    {
        var wordBytes = shape.ParameterWord.Lanes * 4;
        var words = image.Bytes.AsSpan(
            segment * NormParameters.SegmentWords(shape) * wordBytes, NormParameters.SegmentWords(shape) * wordBytes);
        for (var i = 0; i < norm.Width; i++)
        {
            var word = words[(i / shape.Lanes * wordBytes)..];
            BinaryPrimitives.WriteInt32LittleEndian(word[(i % shape.Lanes * 4)..], norm.Gains[i]);
            BinaryPrimitives.WriteInt32LittleEndian(word[((shape.Lanes + (i % shape.Lanes)) * 4)..], norm.Offsets[i]);
        }

        for (var i = 0; i < scalars.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(words[((shape.RowWords * wordBytes) + (i * 4))..], scalars[i]);
    }
}
