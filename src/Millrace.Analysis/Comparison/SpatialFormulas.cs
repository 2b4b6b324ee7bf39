using static Millrace.Analysis.FigureText;

namespace Millrace.Analysis;

/// <summary>The equations of a spatial design with their values.</summary>
internal static class SpatialFormulas
{
    public static IReadOnlyList<Formula> Of(
        TransformerShape shape, int weightBits, int tileRows, double clockMegahertz, double bytesPerSecond, int prompt, int generated,
        Timeline timeline, Func<int, int, double> cycles, FpgaWatts watts)
    {
        List<Formula> formulas = [];
        var tiles = RefinedForm.Tiles(prompt, tileRows);
        var (layer, head) = ((double)shape.LayerWeights, shape.IsEncoder ? 0 : (double)shape.Width * shape.VocabularySize);
        var floor = 1e3 * SpatialWork.WeightBytes(shape, weightBits, tileRows, 1) / bytesPerSecond;
        formulas.Add(new Formula(
            "Floor of a pass: its weights over the bandwidth", "T_floor = (N S_layer + S_head) b_W / 8 / BW",
            $"({shape.Layers} × {Figure(layer, 9)} + {Figure(head, 9)}) × {weightBits} / 8 B / {Figure(bytesPerSecond / 1e9)} GB/s",
            floor, "ms"));
        Time("Prefill", $"tiles of r = {tileRows} tokens, {tiles} of them", 0, prompt);
        if (generated > 1)
        {
            Time("Decode, first token behind the prompt", $"position {prompt}", prompt, 1);
            formulas.Add(TotalFormula.Of(timeline, prompt, generated));
        }

        formulas.Add(PowerShare.Formula(generated > 1 ? "Power in decode" : "Power in prefill", watts));
        return formulas;

        void Time(string name, string how, int position, int tokens)
        {
            var count = cycles(position, tokens);
            formulas.Add(new Formula(
                $"{name} ({how})", "T = cycles of the recurrence over tiles / f",
                $"{Figure(Math.Round(count))} / {Figure(clockMegahertz)} MHz",
                count / (1e3 * clockMegahertz), "ms"));
        }
    }
}
