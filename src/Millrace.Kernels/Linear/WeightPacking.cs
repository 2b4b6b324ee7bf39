using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Lays out one pass's weights as the linear engine wants them in memory; padding is 0 and gives outputs of 0.</summary>
public static class WeightPacking
{
    /// <summary>Packs one pass.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="weight">The weight from an input to an output, both counted with padding.</param>
    /// <param name="scale">Bias and multiplier of an output, counted with padding.</param>
    /// <param name="words">Where it goes: <see cref="LinearShape.PassWords"/> words.</param>
    public static void Pack(LinearShape s, Func<int, int, sbyte> weight, Func<int, (int Bias, int Multiplier)> scale, Span<byte> words)
    {
        var bytes = s.MemoryWord.Lanes;
        for (var n = 0; n < s.OutputTiles; n++)
        {
            for (var k = 0; k < s.InputWords; k++)
            {
                var word = words.Slice(((n * s.TileWords) + k) * bytes, bytes);
                word.Clear();
                for (var p = 0; p < s.OutputLanes; p++)
                {
                    for (var i = 0; i < s.InputLanes; i++)
                        Put(word, (p * s.InputLanes) + i, s.Weight.Width, weight((k * s.InputLanes) + i, (n * s.OutputLanes) + p));
                }
            }

            var scales = words.Slice(((n * s.TileWords) + s.InputWords) * bytes, bytes);
            for (var p = 0; p < s.OutputLanes; p++)
            {
                var (bias, multiplier) = scale((n * s.OutputLanes) + p);
                BinaryPrimitives.WriteInt32LittleEndian(scales[(4 * p)..], bias);
                BinaryPrimitives.WriteInt32LittleEndian(scales[(4 * (s.OutputLanes + p))..], multiplier);
            }
        }
    }

    // A weight lies in one byte or two.
    private static void Put(Span<byte> word, int lane, int width, sbyte weight)
    {
        var (at, shift) = (lane * width / 8, lane * width % 8);
        var bits = (weight & ((1 << width) - 1)) << shift;
        word[at] |= (byte)bits;
        if (shift + width > 8)
            word[at + 1] |= (byte)(bits >> 8);
    }
}
