namespace Millrace.Analysis;

/// <summary>The engines of one layer while tiles of rows go through: until when each is at work.</summary>
internal struct LayerState
{
    /// <summary>The part of a shift that rounding may differ by: after a hundred layers no more than that of a hundred passes.</summary>
    private const double Rounding = 1e-10;

    private EngineState _attentionInput;
    private EngineState _attentionOutput;
    private EngineState _mlpInput;
    private EngineState _mlpOutput;
    private AttentionState _attention;
    private OrderState _attentionOrder;
    private OrderState _mlpOrder;
    private double _attentionNorm;
    private double _mlpNorm;

    /// <summary>Takes all tiles of one layer through, or of one sequence of several.</summary>
    /// <param name="d">The design.</param>
    /// <param name="times">For each tile, when its last word comes; on return, when it can be read behind the layer.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="pass">Layers that went through these engines before.</param>
    internal void Pass(RefinedDesign d, Span<double> times, int position, int tokens, int pass)
    {
        // The parameters of a layer's two norms come one after the other.
        var first = ((pass + 0.5) * d.ParameterCycles) + d.ReadLatency;
        var second = first + (0.5 * d.ParameterCycles);

        // Where every token sees all, none can be worked on before all keys are there.
        if (d.Bidirectional)
        {
            for (var t = 0; t < times.Length; t++)
                TakeInput(d, times[t], Rows(d, t, tokens), first);
        }

        var newRows = Rows(d, times.Length - 1, tokens);
        for (var t = 0; t < times.Length; t++)
        {
            var rows = Rows(d, t, tokens);
            if (!d.Bidirectional)
                TakeInput(d, times[t], newRows = rows, first);
            var seen = d.Bidirectional ? tokens : position + (t * d.TileRows) + rows;
            var mixed = _attention.Take(d, ref _attentionInput, newRows, seen, rows, _attentionOutput.Released);
            times[t] = TakeOthers(d, mixed, times[t], rows, second);
        }
    }

    /// <summary>Whether this is what it was before, later by some time. Times are sums and maxima of times, so that then every pass
    /// after it is as much later again.</summary>
    /// <param name="before">As it was after the pass before.</param>
    /// <param name="shift">The time.</param>
    /// <param name="looksBack">Whether attention looks at tiles long gone.</param>
    internal readonly bool Follows(in LayerState before, double shift, bool looksBack) =>
        _attentionInput.Follows(before._attentionInput, shift) && _attentionOutput.Follows(before._attentionOutput, shift)
        && _mlpInput.Follows(before._mlpInput, shift) && _mlpOutput.Follows(before._mlpOutput, shift)
        && _attention.Follows(before._attention, shift, looksBack)
        && _attentionOrder.Follows(before._attentionOrder, shift) && _mlpOrder.Follows(before._mlpOrder, shift)
        && IsShift(_attentionNorm - before._attentionNorm, shift) && IsShift(_mlpNorm - before._mlpNorm, shift);

    /// <summary>Whether a difference of times is a shift, but for rounding.</summary>
    internal static bool IsShift(double difference, double shift) => Math.Abs(difference - shift) <= Rounding * shift;

    private static int Rows(RefinedDesign d, int tile, int tokens) => Math.Min(d.TileRows, tokens - (tile * d.TileRows));

    /// <summary>When rows that came have passed a norm into the next engine's buffer.</summary>
    private static double Norm(RefinedDesign d, double before, double there, double rows, double parameters, in EngineState next)
    {
        var words = rows * d.RowWords;
        return Math.Max(
            Math.Max(there + RefinedForm.NormCycles(d), parameters + PipelineDepths.Normalization + words),
            Math.Max(before, next.Released) + words);
    }

    /// <summary>LayerNorm, and q, k, v.</summary>
    private void TakeInput(RefinedDesign d, double there, double rows, double parameters)
    {
        _attentionNorm = Norm(d, _attentionNorm, there + PipelineDepths.Hop, rows, parameters, _attentionInput);
        _attentionInput.Take(d.AttentionInput, _attentionNorm + PipelineDepths.Start, rows, d.ReadLatency, 0);
    }

    /// <summary>Projection, residual, LayerNorm, feed-forward network, residual.</summary>
    /// <returns>When the last word can be read behind the layer.</returns>
    private double TakeOthers(RefinedDesign d, double mixed, double entered, double rows, double parameters)
    {
        _attentionOutput.Take(d.AttentionOutput, mixed + PipelineDepths.Start, rows, d.ReadLatency, _attentionOrder.Released);
        var middle = _attentionOrder.Take(d, _attentionOutput.Left, entered, rows);
        _mlpNorm = Norm(d, _mlpNorm, middle + PipelineDepths.Hop, rows, parameters, _mlpInput);
        _attentionOrder.Hold(_mlpNorm - RefinedForm.NormCycles(d) - (2 * PipelineDepths.Residual) - (3 * d.RowWords));
        _mlpInput.Take(d.MlpInput, _mlpNorm + PipelineDepths.Start, rows, d.ReadLatency, _mlpOutput.Released);
        _mlpOutput.Take(
            d.MlpOutput, _mlpInput.Left + PipelineDepths.Activation + PipelineDepths.Start, rows, d.ReadLatency, _mlpOrder.Released);
        return _mlpOrder.Take(d, _mlpOutput.Left, middle, rows);
    }
}
