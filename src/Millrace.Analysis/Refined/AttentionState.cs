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

        // Keys pass once for each band of rows, which sees those up to its own last row, or all.
        var bandRows = Math.Min(rows, d.BandRows ?? d.TileRows);
        var bands = Math.Ceiling(rows / bandRows);
        var skipped = d.Bidirectional ? 0 : bandRows * (bands - 1) / 2;
        var head = bands * load * (1 - (skipped / seen));
        var behindFirst = (bands - 1) * load * (1 - (d.Bidirectional ? 0 : bandRows * (bands - 2) / 2 / seen));

        // Queries, keys and values of a head come one after the other; those held on chip are complete together.
        var (query, key) = (d.QueryPart, 0.5 + (d.QueryPart / 2));
        var stock = (d.ReadLatency + PipelineDepths.Credit) * ((load / seen) - 1);
        var scoring = PipelineDepths.Queries - 1 + Math.Max(pass, load - stock);
        var first = d.Bidirectional
            ? input.Left + journey + pass - 1
            : Math.Max(input.LeftAt(key / d.Heads) + journey, input.LeftAt(query / d.Heads) + scoring);
        var last = Math.Max(input.LeftAt(1 - ((1 - key) / d.Heads)) + journey, input.LeftAt(1 - ((1 - query) / d.Heads)) + scoring);
        var before = _scored;
        _scored = Math.Max(Math.Max(last + behindFirst, first + behindFirst + (others * head)), _scored + (d.Heads * head));

        // The first probability of a row comes when all its exponentials are there, which wait for its largest score.
        var softmax = PipelineDepths.Scores + d.HeadLevels + PipelineDepths.Exponentials - 1 + pass + PipelineDepths.Reciprocal
            + PipelineDepths.Probabilities;
        var mix = Math.Max(pass - 1, load - stock - 1);
        _mixed = Math.Max(
            Math.Max(Math.Max(_scored + softmax + mix, input.Left + journey), first + softmax + (d.Heads * head) - stock),
            _mixed + (d.Heads * head));

        // A few bands' sums can wait for room.
        var (words, all) = (bandRows * d.HeadWords, d.Heads * rows * d.HeadWords);
        var (passes, lastWords) = (d.Heads * bands, (rows - ((bands - 1) * bandRows)) * d.HeadWords);
        var ahead = Math.Min(passes, PipelineDepths.Mix + PipelineDepths.Hop);
        var depth = PipelineDepths.Mix + lastWords - 1 + PipelineDepths.MixRequantize;
        _left = Math.Max(
            Math.Max(Math.Max(_mixed, first + softmax + pass + all - lastWords) + depth, _left + all),
            room + (ahead * words) + ((passes - ahead) * Math.Max(load, words)));
        _mixed = Math.Max(_mixed, _left - depth - (ahead * words));
        _scored = Math.Max(_scored, _mixed - (softmax - pass) - (d.ScoreRoom * load / seen));

        // Queries of a few heads can wait, and with them the keys behind.
        if (!d.Bidirectional)
        {
            var headWords = rows * d.HeadWords;
            var at = d.Heads - Waiting(d, headWords);
            var freed = at <= 0
                ? _earlier.Before(-at / d.Heads)
                : Math.Max(
                    Math.Max(input.LeftAt((at - 1 + key) / d.Heads) + journey, input.LeftAt((at - 1 + query) / d.Heads) + scoring)
                        + behindFirst,
                    Math.Max(first + behindFirst + ((at - 1) * head), before + (at * head)));
            input.Hold(freed + (headWords / query * (1 - query)));
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
