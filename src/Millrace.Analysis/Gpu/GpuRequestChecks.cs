using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Checks a request and fills in what it left open.</summary>
internal static class GpuRequestChecks
{
    private const int MostSequences = 1 << 16;

    /// <summary>The same request with tokens and parameters filled in.</summary>
    public static GpuRequest Checked(GpuRequest r)
    {
        var shape = r.Shape;
        var generated = TokenChecks.Generated(shape, r.PromptTokens, r.GeneratedTokens);
        Require(
            r.TokensBefore is null || (r.TokensBefore >= 0 && r.TokensBefore < shape.ContextLength),
            $"the decoded token has {r.TokensBefore} before it, but it must be from 0 to {shape.ContextLength - 1} of {shape.Name}");
        Require(r.Batch is >= 1 and <= MostSequences, $"the batch has {r.Batch} sequences, but it must be from 1 to {MostSequences}");
        Require(r.WeightBits is 4 or 8 or 16, $"weights have {r.WeightBits} bits, but on a GPU they must have 4, 8 or 16");
        Require(r.ActivationBits is 8 or 16, $"activations have {r.ActivationBits} bits, but on a GPU they must have 8 or 16");
        return r with
        {
            GeneratedTokens = generated,
            TokensBefore = r.TokensBefore ?? (int)Math.Min(r.PromptTokens + (long)generated, shape.ContextLength - 1),
            Parameters = Checked(r.Parameters ?? GpuParameters.Measured(r.Runtime)),
        };
    }

    private static GpuParameters Checked(GpuParameters p)
    {
        RequireSeconds("launch", p.LaunchSeconds);
        RequireSeconds("dependency", p.DependencySeconds);
        RequirePart("bandwidth", p.AttainableBandwidth);
        RequirePart("peak", p.AttainablePeak);
        return p;
    }

    private static void RequireSeconds(string what, double value) => Require(
        value >= 0 && double.IsFinite(value),
        Invariant($"the {what} time of a kernel is {value} s, but it must be a number from 0"));

    private static void RequirePart(string what, double value) =>
        Require(value is > 0 and <= 1, Invariant($"the attainable part of the {what} is {value}, but it must be above 0 and at most 1"));

    private static void Require(bool holds, string sentence)
    {
        if (!holds) throw new AnalysisException(sentence + ".");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
