using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// The real functions that tables are filled from, in double precision. GELU is x Phi(x), with Phi the normal distribution or its
/// approximation by tanh (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016); SiLU is x / (1 + exp(-x)).
/// </summary>
public static class ActivationCurve
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gelu_erf", "gelu_tanh", "relu", "silu"];

    /// <summary>The value of a function at x.</summary>
    /// <exception cref="KernelParameterException">There is no function of that name.</exception>
    public static double Evaluate(string function, double x) => function switch
    {
        "gelu_erf" => x / 2 * (1 + Erf(x / Math.Sqrt(2))),
        "gelu_tanh" => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        "relu" => Math.Max(0, x),
        "silu" => x / (1 + Math.Exp(-x)),
        _ => throw new KernelParameterException("activation", "function", function, $"one of {string.Join(", ", Names)} is needed"),
    };

    /// <summary>F[x] = saturate(floor(f(inputScale x) / outputScale + 0.5)) for all x of a type, from the least on.</summary>
    /// <param name="function">A name of <see cref="Names"/>.</param>
    /// <param name="input">Type of x, at most 16 bits.</param>
    /// <param name="inputScale">What a unit of x stands for.</param>
    /// <param name="entry">Type of an entry, at most 16 bits.</param>
    /// <param name="outputScale">What a unit of an entry stands for.</param>
    public static short[] Table(string function, ScalarType input, double inputScale, ScalarType entry, double outputScale) =>
        [.. Inputs(input).Select(x => (short)Math.Clamp(
            Math.Floor((Evaluate(function, inputScale * x) / outputScale) + 0.5), entry.MinValue, entry.MaxValue))];

    /// <summary>The output scale that brings the largest value of the function to the top of a type.</summary>
    public static double Scale(string function, ScalarType input, double inputScale, ScalarType entry) =>
        Inputs(input).Max(x => Math.Abs(Evaluate(function, inputScale * x))) / entry.MaxValue;

    private static IEnumerable<int> Inputs(ScalarType input) => Enumerable.Range((int)input.MinValue, 1 << input.Width);

    // erf(x) = 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!! (Abramowitz and Stegun 7.1.6): all terms have one sign, none is lost.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var (sum, term) = (x, x);
        for (var n = 1; n < 150; n++)
            sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
