using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>Random integers of a type: an array is uniform, or only extremes, or small, or mostly zero, so that every test meets saturation and silence.</summary>
internal static class Integers
{
    internal static long[] Draw(Random random, ScalarType type, int count) => Draw(random, type.MinValue, type.MaxValue, count);

    internal static long[] Draw(Random random, long least, long most, int count)
    {
        var kind = random.Next(4);
        return [.. Enumerable.Range(0, count).Select(_ => kind switch
        {
            0 => random.NextInt64(least, most + 1),
            1 => random.Next(2) == 0 ? least : most,
            2 => Math.Clamp(random.Next(-3, 4), least, most),
            _ => random.Next(5) > 0 ? Math.Clamp(0, least, most) : random.NextInt64(least, most + 1),
        })];
    }

    internal static sbyte[] Bytes(Random random, int count) => Array.ConvertAll(Draw(random, -128, 127, count), v => (sbyte)v);

    /// <summary>Weights: -127 to 127, as the quantizer makes them.</summary>
    internal static sbyte[] Weights(Random random, int count) => Array.ConvertAll(Draw(random, -127, 127, count), v => (sbyte)v);

    internal static int[] Words(Random random, long least, long most, int count) => Array.ConvertAll(Draw(random, least, most, count), v => (int)v);

    /// <summary>One multiplier, uniform on a logarithmic scale, sometimes 0 or the largest.</summary>
    internal static int Multiplier(Random random) => random.Next(6) switch { 0 => 0, 1 => (1 << 17) - 1, _ => random.Next(1 << random.Next(1, 18)) };

    internal static long[] Longs(ReadOnlySpan<sbyte> values)
    {
        var longs = new long[values.Length];
        for (var i = 0; i < longs.Length; i++)
            longs[i] = values[i];
        return longs;
    }
}
