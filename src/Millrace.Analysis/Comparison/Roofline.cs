namespace Millrace.Analysis;

/// <summary>An operator of a contender in a phase, beside the roof of its device.</summary>
/// <param name="Contender">The contender, by its name.</param>
/// <param name="Phase"><c>prefill</c> or <c>decode</c>.</param>
/// <param name="Operator">The operator, or <c>all</c> of them together.</param>
/// <param name="MacsPerByte">Multiply-accumulates for each byte from and to off-chip memory; null where none passes.</param>
/// <param name="MacsPerSecond">Multiply-accumulates over the time of the phase: those of all operators add up to <c>all</c>.</param>
public sealed record RooflinePoint(string Contender, string Phase, string Operator, double? MacsPerByte, double MacsPerSecond);

/// <summary>Points of a contender at one prompt, and at the first token behind it.</summary>
internal static class Roofline
{
    public static IEnumerable<RooflinePoint> Of(Contender contender, Timeline timeline, int prompt, bool decodes)
    {
        var points = Phase("prefill", contender.Costs.PrefillWork(prompt), timeline.Prefill(prompt).Milliseconds);
        return decodes
            ? points.Concat(Phase("decode", contender.Costs.DecodeWork(prompt), timeline.Decode(prompt).Milliseconds))
            : points;

        IEnumerable<RooflinePoint> Phase(string phase, IReadOnlyList<OperatorWork> work, double milliseconds)
        {
            if (work.Count == 0) return [];
            var all = new OperatorWork("all", work.Sum(w => w.Macs), work.Sum(w => w.Bytes));
            return work.Append(all).Select(w => new RooflinePoint(
                contender.Name, phase, w.Name, w.Bytes > 0 ? w.Macs / w.Bytes : null, 1e3 * w.Macs / milliseconds));
        }
    }
}
