using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Checks a request, so that whatever fails later is a board or GPU that cannot hold the model.</summary>
internal static class CompareChecks
{
    private const int MostBits = 16;

    public static void Check(CompareRequest r)
    {
        Require(r.Devices.Count + r.Designs.Count > 0, "no board is given, but at least one is needed");
        Require(r.Gpus.Count > 0, "no GPU is given, but at least one is needed");
        Require(r.PromptTokens.Count > 0, "no prompt is given, but at least one is needed");
        Require(r.GeneratedTokens.Count > 0, "no output length is given, but at least one is needed");
        foreach (var prompt in r.PromptTokens)
            foreach (var generated in r.GeneratedTokens)
                TokenChecks.Generated(r.Shape, prompt, generated);
        Require(r.WeightBits is >= 1 and <= MostBits, $"weights have {r.WeightBits} bits, but they must have from 1 to {MostBits}");
        Require(
            r.ActivationBits is >= 1 and <= MostBits,
            $"activations have {r.ActivationBits} bits, but they must have from 1 to {MostBits}");
        Require(
            r.ClockMegahertz is null or (>= 1 and <= 2000),
            string.Create(CultureInfo.InvariantCulture, $"the clock is {r.ClockMegahertz} MHz, but it must be from 1 to 2000 MHz"));
        foreach (var design in r.Designs)
        {
            design.Point.Validate(design.Device);
            Require(
                // Its memories may be made for shorter sequences than the model allows.
                design.Point.Model with { ContextLength = Math.Max(design.Point.Model.ContextLength, r.Shape.ContextLength) }
                    == ModelShape.Of(r.Shape),
                $"{design.Name}: the design is of another model ({design.Point.Model}), but {r.Shape.Name} is compared");
        }
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds) throw new AnalysisException(sentence + ".");
    }
}
