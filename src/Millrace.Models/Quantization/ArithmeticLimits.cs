namespace Millrace.Models.Quantization;

/// <summary>The sizes of a model that the integer arithmetic takes, whose widths are fixed.</summary>
internal static class ArithmeticLimits
{
    /// <summary>Checks a model.</summary>
    /// <exception cref="ModelException">A size is beyond the arithmetic.</exception>
    public static void Require(int width, int innerWidth, int context)
    {
        Require("width", width, QuantizedLayerNorm.MaxWidth);
        Require("hidden width of the MLP", innerWidth, QuantizedLinear.MaxInputs);
        Require("context", context, (1 << 17) - 1);
    }

    private static void Require(string what, int given, int most)
    {
        if (given > most)
            throw new ModelException($"The integer arithmetic takes a {what} of at most {most}, but this model's is {given}.");
    }
}
