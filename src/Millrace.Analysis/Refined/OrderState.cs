namespace Millrace.Analysis;

/// <summary>Rows again behind an engine, and the residual add: when the ping-pong buffer between was emptied.</summary>
internal struct OrderState
{
    private double _emptied;

    /// <summary>When the tile before the last was out of the buffer.</summary>
    internal double Released { get; private set; }

    /// <summary>All-reduce, rows through the buffer, residual add.</summary>
    /// <param name="d">The design.</param>
    /// <param name="left">When the engine's last word can be read.</param>
    /// <param name="bypass">When the last word of the other operand can.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <returns>When the last sum can be read.</returns>
    internal double Take(RefinedDesign d, double left, double bypass, double rows)
    {
        var reduced = left + (d.AllReduceCyclesPerRow > 0 ? d.LinkLatency : 0);
        var perRow = Math.Max(d.RowWords, d.AllReduceCyclesPerRow);
        Released = _emptied;
        _emptied = Math.Max(reduced + PipelineDepths.Buffer - 1 + (rows * d.RowWords), _emptied + (rows * perRow));
        return Math.Max(_emptied + PipelineDepths.Residual, bypass) + PipelineDepths.Residual;
    }

    /// <summary>As of <see cref="LayerState.Follows"/>.</summary>
    internal readonly bool Follows(in OrderState before, double shift) =>
        LayerState.IsShift(_emptied - before._emptied, shift) && LayerState.IsShift(Released - before.Released, shift);

    /// <summary>What follows had no room before.</summary>
    internal void Hold(double emptied) => _emptied = Math.Max(_emptied, emptied);
}
