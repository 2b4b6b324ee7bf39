namespace Millrace.Analysis;

/// <summary>The engines of one layer while tiles of rows go through: until when each is at work.</summary>
internal struct LayerState
{
    private EngineState _attentionInput;
    private EngineState _attentionOutput;
    private EngineState _mlpInput;
    private EngineState _mlpOutput;
    private double _attentionNorm;
    private double _mlpNorm;
    private double _scores;
    private double _mixed;
    private double _attentionRows;
    private double _mlpRows;

    /// <summary>Takes all tiles of one layer through.</summary>
    /// <param name="d">The design.</param>
    /// <param name="times">For each tile, when its last word comes; on return, when it leaves.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="parameters">When the norms' parameters have come.</param>
    internal void Pass(RefinedDesign d, Span<double> times, int position, int tokens, double parameters)
    {
        if (d.Bidirectional)
        {
            // No token can be worked on before all keys are there.
            Span<double> starts = times.Length <= 1024 ? stackalloc double[times.Length] : new double[times.Length];
            for (var t = 0; t < times.Length; t++)
                starts[t] = TakeInput(d, times[t], Rows(d, t, tokens), parameters);
            var last = Rows(d, times.Length - 1, tokens);
            for (var t = 0; t < times.Length; t++)
            {
                var rows = Rows(d, t, tokens);
                times[t] = TakeOthers(d, Attend(d, starts[^1], _attentionInput.End, last, tokens, rows), times[t], rows);
            }

            return;
        }

        for (var t = 0; t < times.Length; t++)
        {
            var rows = Rows(d, t, tokens);
            var start = TakeInput(d, times[t], rows, parameters);
            var mixed = Attend(d, start, _attentionInput.End, rows, position + (t * d.TileRows) + rows, rows);
            times[t] = TakeOthers(d, mixed, times[t], rows);
        }
    }

    private static int Rows(RefinedDesign d, int tile, int tokens) => Math.Min(d.TileRows, tokens - (tile * d.TileRows));

    /// <summary>LayerNorm, and q, k, v.</summary>
    /// <returns>When the array starts.</returns>
    private double TakeInput(RefinedDesign d, double there, double rows, double parameters)
    {
        var normed = Math.Max(there, parameters) + (2 * PipelineDepths.Hop) + RefinedForm.NormCycles(d);
        _attentionNorm = Math.Max(normed, _attentionNorm + (rows * d.RowWords));
        return _attentionInput.Take(d.AttentionInput, _attentionNorm + PipelineDepths.Start, rows, d.ReadLatency);
    }

    /// <summary>
    /// Attention, head by head, while q, k and v come: the scores of a head end when its queries have met all keys, and its new keys have
    /// been
    /// stored and loaded again; maximum, exponentials, probabilities and sums follow, each a pass over the row.
    /// </summary>
    /// <param name="d">The design.</param>
    /// <param name="start">When q, k, v begin to come.</param>
    /// <param name="end">When they have come.</param>
    /// <param name="newRows">Rows of new keys.</param>
    /// <param name="seen">Positions that the last row sees.</param>
    /// <param name="rows">Rows of queries.</param>
    /// <returns>When the last word has reached the next engine's rows.</returns>
    private double Attend(RefinedDesign d, double start, double end, double newRows, double seen, double rows)
    {
        var engine = d.AttentionInput;
        var perHead = (end - start) / d.Heads;
        var delay = RefinedForm.OutputCycles(engine, newRows) + PipelineDepths.Hop;
        var perKey = Math.Max(d.CyclesPerKey, d.CacheCyclesPerWord);
        var scoring = seen * perKey;
        var cache = d.WriteLatency + d.ReadLatency + (2 * PipelineDepths.CacheHop) + ((newRows - 1) * ((2 * d.CacheCyclesPerWord) + 1));
        var journey = PipelineDepths.Gather + (d.Bidirectional ? 0 : cache);
        var first = Math.Max(
            start + (perHead * 2 / 3) + delay + journey,
            start + (perHead / 3) + delay + PipelineDepths.CacheHop + scoring);
        var last = first + ((d.Heads - 1) * perHead);
        _scores = Math.Max(Math.Max(last, first + ((d.Heads - 1) * scoring)), _scores + (d.Heads * scoring));

        var row = seen * d.CyclesPerKey;
        var mixed = Math.Max(
            _scores + PipelineDepths.Scores + d.HeadLevels + (2 * row) + PipelineDepths.Exponentials + PipelineDepths.Normalize,
            end + delay + journey);
        var words = rows * d.HeadWords;
        var left = Math.Max(mixed, first + (2 * row) + ((d.Heads - 1) * words)) + PipelineDepths.Mix + words + PipelineDepths.MixRequantize;
        _mixed = Math.Max(left, _mixed + (d.Heads * words));
        return _mixed;
    }

    /// <summary>Projection, residual, LayerNorm, feed-forward network, residual.</summary>
    /// <returns>When the last word leaves the layer.</returns>
    private double TakeOthers(RefinedDesign d, double mixed, double entered, double rows)
    {
        _attentionOutput.Take(d.AttentionOutput, mixed + PipelineDepths.Start, rows, d.ReadLatency);
        var middle = ToRows(d, ref _attentionRows, _attentionOutput.End + RefinedForm.OutputCycles(d.AttentionOutput, rows), entered, rows);
        var normed = middle + PipelineDepths.Residual + PipelineDepths.Hop + RefinedForm.NormCycles(d);
        _mlpNorm = Math.Max(normed, _mlpNorm + (rows * d.RowWords));
        _mlpInput.Take(d.MlpInput, _mlpNorm + PipelineDepths.Start, rows, d.ReadLatency);
        var inner = _mlpInput.End + RefinedForm.OutputCycles(d.MlpInput, rows) + PipelineDepths.Activation;
        _mlpOutput.Take(d.MlpOutput, inner + PipelineDepths.Start, rows, d.ReadLatency);
        return ToRows(d, ref _mlpRows, _mlpOutput.End + RefinedForm.OutputCycles(d.MlpOutput, rows), middle, rows);
    }

    /// <summary>All-reduce, rows again through a ping-pong buffer, residual add.</summary>
    private static double ToRows(RefinedDesign d, ref double busy, double end, double bypass, double rows)
    {
        var reduced = end + (d.AllReduceCyclesPerRow > 0 ? d.LinkLatency : 0);
        var perRow = Math.Max(d.RowWords, d.AllReduceCyclesPerRow);
        busy = Math.Max(reduced + PipelineDepths.Buffer + (rows * d.RowWords), busy + (rows * perRow));
        return Math.Max(busy, bypass) + PipelineDepths.Residual;
    }
}
