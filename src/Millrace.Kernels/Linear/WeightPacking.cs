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
        var bytes = s.WeightWord.Lanes;
        for (var n = 0; n < s.OutputTiles; n++)
        {
            for (var k = 0; k < s.InputWords; k++)
            {
                var word = words.Slice(((n * s.TileWords) + k) * bytes, bytes);
                for (var p = 0; p < s.OutputLanes; p++)
                {
                    for (var i = 0; i < s.InputLanes; i++)
                        word[(p * s.InputLanes) + i] = (byte)weight((k * s.InputLanes) + i, (n * s.OutputLanes) + p);
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
}
