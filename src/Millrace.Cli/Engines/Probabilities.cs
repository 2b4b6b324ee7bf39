namespace Millrace.Cli;

/// <summary>Softmax over scores, in double: what a classifier's or a masked language model's logits mean.</summary>
internal static class Probabilities
{
    public static double[] Of(ReadOnlySpan<float> logits)
    {
        double largest = float.NegativeInfinity, sum = 0;
        foreach (var logit in logits) largest = Math.Max(largest, logit);
        var result = new double[logits.Length];
        for (var i = 0; i < result.Length; i++) sum += result[i] = Math.Exp(logits[i] - largest);
        for (var i = 0; i < result.Length; i++) result[i] /= sum;
        return result;
    }

    /// <summary>The ids by falling score; equal ones by rising id.</summary>
    public static IEnumerable<int> Ranking(IReadOnlyList<double> scores) =>
        Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]);
}
