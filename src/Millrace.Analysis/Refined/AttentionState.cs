using System.Runtime.CompilerServices;

namespace Millrace.Analysis;

/// <summary>The two attention engines and the softmax between them while tiles of rows go through.</summary>
internal struct AttentionState
{
    private const int Tiles = 16; // more than queries ever wait for, but in models of one small head

    private double _scored;
    private History _earlier;
    private double _mixed;
    private double _left;

    /// <summary>
    /// Attention, head by head, while q, k and v come: the scores of a head end when its queries have met all keys, and its new keys have
    /// been stored and loaded again; maximum, exponentials and probabilities follow, each a pass over the row, and the values are added up
    /// beside the last. Times over heads are convex, so that the first and the last decide.
    /// </summary>
    /// <param name="d">The design.</param>
    /// <param name="input">The engine of q, k and v.</param>
    /// <param name="newRows">Rows of new keys.</param>
    /// <param name="seen">Positions that the last row sees.</param>
    /// <param name="rows">Rows of queries.</param>
    /// <param name="room">When the next engine's buffer has room.</param>
    /// <returns>When the last word has reached the next engine's rows.</returns>
    internal double Take(RefinedDesign d, ref EngineState input, double newRows, double seen, double rows, double room)
    {
        var others = d.Heads - 1;
        var (pass, load) = (seen * d.CyclesPerKey, seen * Math.Max(d.CyclesPerKey, d.CacheCyclesPerWord));
        var journey = d.Bidirectional
            ? PipelineDepths.Queries
            : PipelineDepths.Cache + d.WriteLatency + d.ReadLatency + (2 * (newRows - 1) * d.CacheCyclesPerWord);

        // Queries, keys and values of a head come one after the other.
        var (query, key) = (d.QueryPart, 0.5 + (d.QueryPart / 2));
        var stock = (d.ReadLatency + PipelineDepths.Credit) * ((load / seen) - 1);
        var scoring = PipelineDepths.Queries - 1 + Math.Max(pass, load - stock);
        var first = Math.Max(input.LeftAt(key / d.Heads) + journey, input.LeftAt(query / d.Heads) + scoring);
        var last = Math.Max(input.LeftAt(1 - ((1 - key) / d.Heads)) + journey, input.LeftAt(1 - ((1 - query) / d.Heads)) + scoring);
        var before = _scored;
        _scored = Math.Max(Math.Max(last, first + (others * load)), _scored + (d.Heads * load));

        // The first probability of a row comes when all its exponentials are there, which wait for its largest score.
        var softmax = PipelineDepths.Scores + d.HeadLevels + PipelineDepths.Exponentials - 1 + pass + PipelineDepths.Reciprocal
            + PipelineDepths.Probabilities;
        var mix = Math.Max(pass - 1, load - stock - 1);
        _mixed = Math.Max(
            Math.Max(Math.Max(_scored + softmax + mix, input.Left + journey), first + softmax + (d.Heads * load) - stock),
            _mixed + (d.Heads * load));

        // A few heads' sums can wait for room.
        var words = rows * d.HeadWords;
        var ahead = Math.Min(d.Heads, PipelineDepths.Mix + PipelineDepths.Hop);
        var depth = PipelineDepths.Mix + words - 1 + PipelineDepths.MixRequantize;
        _left = Math.Max(
            Math.Max(Math.Max(_mixed, first + softmax + pass + (others * words)) + depth, _left + (d.Heads * words)),
            room + (ahead * words) + ((d.Heads - ahead) * Math.Max(load, words)));
        _mixed = Math.Max(_mixed, _left - depth - (ahead * words));
        _scored = Math.Max(_scored, _mixed - (softmax - pass) - (d.ScoreRoom * load / seen));

        // Queries of a few heads can wait, and with them the keys behind.
        if (!d.Bidirectional)
        {
            var head = d.Heads - Waiting(d, words);
            var freed = head <= 0
                ? _earlier.Before(-head / d.Heads)
                : Math.Max(
                    Math.Max(input.LeftAt((head - 1 + key) / d.Heads) + journey, input.LeftAt((head - 1 + query) / d.Heads) + scoring),
                    Math.Max(first + ((head - 1) * load), before + (head * load)));
            input.Hold(freed + (words / query * (1 - query)));
        }

        _earlier.Add(_scored);
        return _left;
    }

    /// <summary>As of <see cref="LayerState.Follows"/>.</summary>
    internal readonly bool Follows(in AttentionState before, double shift, bool looksBack)
    {
        if (!LayerState.IsShift(_scored - before._scored, shift) || !LayerState.IsShift(_mixed - before._mixed, shift)
            || !LayerState.IsShift(_left - before._left, shift))
            return false;
        for (var tiles = 0; looksBack && tiles < Tiles; tiles++)
        {
            if (!LayerState.IsShift(_earlier.End(tiles) - before._earlier.End(tiles), shift)) return false;
        }

        return true;
    }

    /// <summary>Whether queries of more heads than there are can wait, so that tiles before the last count.</summary>
    internal static bool LooksBack(RefinedDesign d) => !d.Bidirectional && d.Heads <= Waiting(d, d.HeadWords);

    /// <summary>Heads whose queries can wait.</summary>
    private static double Waiting(RefinedDesign d, double words) =>
        Math.Floor((((d.WriteLatency + d.ReadLatency) / 3) + words + PipelineDepths.Credit + 1) / words) + 2;

    /// <summary>When the scores of the last tiles ended.</summary>
    [InlineArray(Tiles)]
    private struct Times
    {
        private double _first;
    }

    private struct History
    {
        private Times _ends;
        private int _count;

        internal void Add(double end) => _ends[_count++ % Tiles] = end;

        /// <summary>When scores had got so far, in tiles before the end of the last; longer ago, the oldest known.</summary>
        internal readonly double Before(double tiles)
        {
            var whole = (int)Math.Min(tiles, Tiles - 2);
            var (late, early) = (End(whole), End(whole + 1));
            return late + (Math.Min(1, tiles - whole) * (early - late));
        }

        internal readonly double End(int tiles) => tiles >= _count ? 0 : _ends[(_count - 1 - tiles) % Tiles];
    }
}
