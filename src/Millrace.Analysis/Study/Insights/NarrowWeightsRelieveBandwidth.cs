using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 5.</summary>
internal static class NarrowWeightsRelieveBandwidth
{
    public static Insight Decide(IReadOnlyList<QuantizationRow> all)
    {
        var rows = all.Where(r => r.Phase is StudyPhase.Decode && r.ActivationBits == StudySettings.ActivationBits)
            .OrderByDescending(r => r.WeightBits).ToArray();
        var steps = rows.Zip(rows.Skip(1)).ToArray();
        var widest = rows[0];
        return new Insight(
            5, "Low-bit weights relieve bandwidth.",
            [
                new Claim(
                    $"With weights of {widest.WeightBits} bits, bandwidth or memory channels bind decode.",
                    widest.Largest.Binding is "bandwidth" or "channels", $"{widest.Largest.Binding} binds at M = "
                        + $"{widest.Largest.MacsPerCycle}"),
                new Claim(
                    "Each halving of the bits of weights lets a larger M read them, and shortens decode.",
                    steps.All(s => Better(s.Second.Largest, s.First.Largest)),
                    string.Join("; ", rows.Select(Text))),
            ],
            "Of decode on U280, A8, where each weight serves one token and nothing else can relieve the bandwidth.");
    }

    private static bool Better(StudyPoint a, StudyPoint b) => a.MacsPerCycle > b.MacsPerCycle && a.Milliseconds < b.Milliseconds;

    private static string Text(QuantizationRow r) =>
        Invariant($"W{r.WeightBits}: M = {r.Largest.MacsPerCycle}, {r.Largest.Milliseconds:0.00} ms, {r.Largest.Binding} binds");
}
