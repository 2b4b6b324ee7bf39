namespace Millrace.Kernels.Tests;

/// <summary>Rows that a softmax in integers finds hard, as base-2 exponents, and their probabilities in double precision.</summary>
internal static class HardRows
{
    /// <summary>Near each other, spread, one far above all others (which are lost one by one, or round up), rising, falling, two alternating.
    /// </summary>
    internal static Func<Random, int, double>[] All { get; } =
    [
        (random, _) => 3 * random.NextDouble(),
        (random, _) => 12 * (random.NextDouble() + random.NextDouble() - 1),
        (_, j) => j == 0 ? 0 : -16.3,
        (_, j) => j == 0 ? 0 : -15.9,
        (_, j) => j == 5 ? 0 : -9.6,
        (_, j) => Math.Min(j / 7.3, 60),
        (_, j) => Math.Max(-j / 7.3, -60),
        (_, j) => j % 2 == 0 ? 0.37 : 0.4,
    ];

    internal static double[] Softmax(double[] exponents)
    {
        var largest = exponents.Max();
        var e = Array.ConvertAll(exponents, x => Math.Pow(2, x - largest));
        var sum = e.Sum();
        return Array.ConvertAll(e, v => v / sum);
    }
}
