namespace Millrace.Models.Quantization;

/// <summary>The table F of the activation function (<c>docs/arithmetic.md</c>, section 5).</summary>
public static class ActivationTable
{
    private const int Half = QuantizedActivation.Entries / 2;

    /// <summary>The largest absolute value of the function over all 4096 inputs.</summary>
    /// <param name="function">The activation function.</param>
    /// <param name="inputScale">s_pre: what one unit of the input stands for.</param>
    public static double Largest(ActivationFunction function, double inputScale) =>
        Enumerable.Range(-Half, QuantizedActivation.Entries).Max(x => Math.Abs(function.Evaluate(inputScale * x)));

    /// <summary>F: 4096 values Int(16), <c>round(f(s_pre * x) / s_post)</c> for x in -2048..2047.</summary>
    /// <param name="function">The activation function.</param>
    /// <param name="inputScale">s_pre.</param>
    /// <param name="outputScale">s_post.</param>
    public static short[] Build(ActivationFunction function, double inputScale, double outputScale) =>
        [.. Enumerable.Range(-Half, QuantizedActivation.Entries).Select(x =>
            (short)Math.Clamp(Math.Floor(function.Evaluate(inputScale * x) / outputScale + 0.5), short.MinValue, short.MaxValue))];
}
