using System.Buffers.Binary;
using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Kernels;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>Lays out a layer's integers in off-chip memories: weights in the order of the engines, gains, offsets and multipliers in the
/// order of their reader.</summary>
internal static class LayerPacking
{
    /// <summary>One layer: all that is in the memories of its engines.</summary>
    /// <param name="s">The shapes.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="pass">The pass in which it goes through its copy of the engines.</param>
    /// <param name="at">The memories of that copy.</param>
    /// <param name="image">Contents of a memory.</param>
    /// <param name="scalars">Its multipliers, in the order in which the network takes them.</param>
    internal static void Layer(
        LayerShapes s, IQuantizedLayer layer, int pass, LayerMemories at, Func<OffChipMemory, MemoryImage> image, params int[] scalars)
    {
        Linear(s.AttentionInput, layer.AttentionInput, pass, image(at.AttentionInput), Same, n => HeadOutput(s, n));
        Linear(s.AttentionOutput, layer.AttentionOutput, pass, image(at.AttentionOutput), k => HeadColumn(s, k), Same);
        Linear(s.MlpInput, layer.MlpInput, pass, image(at.MlpInput), Same, Same);
        Linear(s.MlpOutput, layer.MlpOutput, pass, image(at.MlpOutput), Same, Same);
        Norm(s.Norm, layer.AttentionNorm, 2 * pass, image(at.Parameters), scalars);
        Norm(s.Norm, layer.MlpNorm, (2 * pass) + 1, image(at.Parameters));
    }

    /// <summary>Inputs or outputs in the model's own order.</summary>
    internal static int Same(int index) => index;

    /// <summary>The model's output behind output <paramref name="n"/> of the q, k, v engine, which gives q, k and v of one head after the
    /// other; -1 for padding.</summary>
    private static int HeadOutput(LayerShapes s, int n)
    {
        var (model, head, part, i) = (s.Point.Model, n / (3 * s.HeadSize), n / s.HeadSize % 3, n % s.HeadSize);
        return i < model.HeadSize ? (part * model.Width) + (head * model.HeadSize) + i : -1;
    }

    /// <summary>The model's column behind column <paramref name="k"/> of the mixed heads; -1 for padding.</summary>
    private static int HeadColumn(LayerShapes s, int k)
    {
        var (model, head, i) = (s.Point.Model, k / s.HeadSize, k % s.HeadSize);
        return i < model.HeadSize && head < model.Heads ? (head * model.HeadSize) + i : -1;
    }

    /// <summary>One pass's weights, biases and multipliers of a linear engine.</summary>
    internal static void Linear(
        LinearShape shape, QuantizedLinear linear, int pass, MemoryImage image, Func<int, int> input, Func<int, int> output)
    {
        var bytes = checked((int)(shape.PassWords * shape.MemoryWord.Lanes));
        WeightPacking.Pack(
            shape,
            (k, n) => (input(k), output(n)) is var (i, o) && i >= 0 && i < linear.Inputs && o >= 0 && o < linear.Outputs
                ? linear.Weights[((long)o * linear.Inputs) + i]
                : (sbyte)0,
            n => output(n) is var o && o >= 0 && o < linear.Outputs ? (linear.Bias[o], linear.Multipliers[o]) : (0, 0),
            image.Bytes.AsSpan(pass * bytes, bytes));
    }

    /// <summary>A segment of gains and offsets, with the scalars behind it.</summary>
    internal static void Norm(LayerNormShape shape, QuantizedLayerNorm norm, int segment, MemoryImage image, params int[] scalars)
    {
        var wordBytes = shape.ParameterWord.Lanes * 4;
        var words = image.Bytes.AsSpan(
            segment * NormParameters.SegmentWords(shape) * wordBytes, NormParameters.SegmentWords(shape) * wordBytes);
        for (var i = 0; i < norm.Width; i++)
        {
            var word = words[((1 + (i / shape.Lanes)) * wordBytes)..];
            BinaryPrimitives.WriteInt32LittleEndian(word[(i % shape.Lanes * 4)..], norm.Gains[i]);
            BinaryPrimitives.WriteInt32LittleEndian(word[((shape.Lanes + (i % shape.Lanes)) * 4)..], norm.Offsets[i]);
        }

        for (var i = 0; i < scalars.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(words[(i * 4)..], scalars[i]);
    }
}
