namespace Millrace.Analysis;

/// <summary>
/// Estimates temporal overlays in the manner of DFX (Hong et al., MICRO 2022): operators of a layer follow each other on one engine,
/// weights and intermediate results pass through off-chip memory at its attainable bandwidth. An operator takes
/// max(MACs / M, bytes / bandwidth) + overhead; a prompt takes one pass over the whole model, head included, for each group of rows.
/// </summary>
public static class OverlayEstimator
{
    /// <summary>Prefill, one decoded token, and prompt to last token.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static OverlayEstimate Estimate(OverlayRequest request)
    {
        var r = OverlayRequestChecks.Checked(request);
        var (prefill, generation) = (0.0, 0.0);
        for (var first = 0; first < r.PromptTokens; first += r.RowsAtATime)
        {
            var rows = Math.Min(r.RowsAtATime, r.PromptTokens - first);
            prefill += Milliseconds(r, rows, r.Shape.IsEncoder ? r.PromptTokens : first + rows);
        }

        for (var i = 0; i < r.GeneratedTokens - 1; i++) generation += Milliseconds(r, 1, r.PromptTokens + i + 1L);
        return new OverlayEstimate
        {
            Request = r,
            PrefillMilliseconds = prefill,
            DecodeMilliseconds = r.Shape.IsEncoder ? null : Milliseconds(r, 1, LastContext(r)),
            GenerationMilliseconds = generation,
            Constraints = Constraints(r),
        };
    }

    private static long LastContext(OverlayRequest r) =>
        Math.Min(r.PromptTokens + (long)r.GeneratedTokens!.Value, r.Shape.ContextLength - 1) + 1;

    private static double Milliseconds(OverlayRequest r, int rows, long context) => OverlayPass.Of(r, rows, context).Milliseconds;

    internal static IReadOnlyList<Constraint> Constraints(OverlayRequest r)
    {
        var (s, device) = (r.Shape, r.Device);
        var macs = device.MacsPerCycle(r.WeightBits, r.ActivationBits, r.ClockMegahertz!.Value);
        var matrices = (double)s.Layers * s.LayerWeights;
        var cached = s.IsEncoder ? 0 : 2.0 * s.Layers * s.KeyValueWidth * (r.PromptTokens + (double)r.GeneratedTokens!.Value);
        var bytes = (matrices * r.WeightBits / 8) + (2 * (s.Parameters - matrices)) + (cached * r.ActivationBits / 8);
        return
        [
            new Constraint("compute", r.MacsPerCycle, macs, r.MacsPerCycle <= macs, "MAC/cycle"),
            new Constraint("dram", bytes, device.OffChip.CapacityBytes, bytes <= device.OffChip.CapacityBytes, "bytes"),
        ];
    }
}
