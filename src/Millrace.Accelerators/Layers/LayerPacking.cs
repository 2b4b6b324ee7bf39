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
    /// <summary>Inputs or outputs in the model's own order.</summary>
    internal static int Same(int index) => index;

    /// <summary>The model's output behind output <paramref name="n"/> of the q, k, v engine, which gives q, k and v of one head after the
    /// other; -1 for padding.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headSize">Elements of a head with padding.</param>
    /// <param name="n">The engine's output.</param>
    internal static int HeadOutput(ModelShape model, int headSize, int n)
    {
        var (head, part, i) = (n / (3 * headSize), n / headSize % 3, n % headSize);
        return i < model.HeadSize ? (part * model.Width) + (head * model.HeadSize) + i : -1;
    }

    /// <summary>The model's column behind column <paramref name="k"/> of the mixed heads; -1 for padding.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headSize">Elements of a head with padding.</param>
    /// <param name="k">The engine's column.</param>
    internal static int HeadColumn(ModelShape model, int headSize, int k)
    {
        var (head, i) = (k / headSize, k % headSize);
        return i < model.HeadSize && head < model.Heads ? (head * model.HeadSize) + i : -1;
    }

    /// <summary>One pass's weights, biases and multipliers of a linear engine.</summary>
    internal static void Linear(
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

    /// <summary>A segment of gains and offsets, with the scalars behind it.</summary>
    internal static void Norm(LayerNormShape shape, QuantizedLayerNorm norm, int segment, MemoryImage image, params int[] scalars)
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
