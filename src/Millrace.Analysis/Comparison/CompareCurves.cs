namespace Millrace.Analysis;

/// <summary>Samples a contender: powers of two, what was asked, and the longest that it holds.</summary>
internal static class CompareCurves
{
    public static CompareCurve Of(CompareRequest r, Contender contender, Timeline timeline)
    {
        var longest = contender.LongestTokens;
        var decodes = contender.Feasible && !r.Shape.IsEncoder;
        return new CompareCurve
        {
            Contender = contender.Name,
            Prefill = [.. Samples(r.PromptTokens, contender.Feasible ? r.PromptTokens.Max() : 0).Select(Prefill)],
            Decode = decodes ? [.. Samples([], longest - 1).Select(Decode)] : [],
            Totals = decodes
                ? [.. r.PromptTokens.Where(l => l < longest)
                    .Select(l => new TotalCurve(l, [.. Samples(r.GeneratedTokens, longest - l).Select(g => Total(l, g))]))]
                : [],
        };

        CurvePoint Prefill(int tokens)
        {
            var cost = timeline.Prefill(tokens);
            return new CurvePoint(tokens, cost.Milliseconds, cost.Joules / tokens);
        }

        CurvePoint Decode(int position)
        {
            var cost = timeline.Decode(position);
            return new CurvePoint(position, cost.Milliseconds, cost.Joules);
        }

        CurvePoint Total(int prompt, int generated)
        {
            var (milliseconds, joules) = timeline.Total(prompt, generated);
            return new CurvePoint(generated, milliseconds, joules / generated);
        }
    }

    private static IEnumerable<int> Samples(IReadOnlyList<int> asked, int most)
    {
        var powers = Enumerable.Range(0, 31).Select(i => 1 << i);
        return powers.Concat(asked).Append(most).Where(n => n >= 1 && n <= most).Distinct().Order();
    }
}
