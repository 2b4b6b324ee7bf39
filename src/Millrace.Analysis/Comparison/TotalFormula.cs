using static Millrace.Analysis.FigureText;

namespace Millrace.Analysis;

/// <summary>Prompt to last token: the same equation for all contenders.</summary>
internal static class TotalFormula
{
    public static Formula Of(Timeline timeline, int prompt, int generated)
    {
        var (prefill, total) = (timeline.Prefill(prompt).Milliseconds, timeline.Total(prompt, generated).Milliseconds);
        return new Formula(
            "Prompt to last token", "T = T_prefill + Σ T_decode(l + i), i = 0 … g - 2",
            $"{Figure(prefill)} + {generated - 1} × {Figure((total - prefill) / (generated - 1))} ms (the mean)", total, "ms");
    }
}
