using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Causal attention for prefill and decode alike. Inputs: words of q, k and v, head by head, as one stream; a score multiplier and a value
/// multiplier a pass; memories for keys and values. Keys and values of the new rows are stored; then, head by head, all keys and values the
/// tile can see stream past the tile's rows. Output words in <see cref="AttentionShape.OutputOrder"/>.
/// </summary>
public static class Attention
{
    /// <summary>The network; inputs qkv, score_multiplier, value_multiplier; output y.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="keys">Memory of the keys: <see cref="AttentionShape.PassWords"/> words of <see cref="AttentionShape.CacheWord"/> a
    /// pass.</param>
    /// <param name="values">Memory of the values, likewise.</param>
    /// <param name="softmax">Another softmax with the ports of <see cref="Softmax.Define"/>.</param>
    public static Network Define(
        AttentionShape s, OffChipMemory keys, OffChipMemory values, Func<SoftmaxShape, Part>? softmax = null) =>
        Network.Define("attention", n =>
            Compose(
                n, s.Validate(), QueryRoom(s, keys), k => n.Add("keys", KeyValueCache.Define(s, keys), k),
                v => n.Add("values", KeyValueCache.Define(s, values), v), softmax ?? Softmax.Define));

    /// <summary>The rest of the network, wherever keys and values wait.</summary>
    internal static void Compose(
        NetworkBuilder n, AttentionShape s, int queryRoom, Func<Wire, Wire> keepKeys, Func<Wire, Wire> keepValues,
        Func<SoftmaxShape, Part> softmax)
    {
        var qkv = n.In("qkv", s.Word);
        var scoreMultiplier = n.In("score_multiplier", Requantize.Multiplier);
        var valueMultiplier = n.In("value_multiplier", Requantize.Multiplier);

        var (q, k, v) = n.Add(SplitHeads(s), qkv);
        var queries = n.Add(Queries(s), q.WithRoom(queryRoom));
        var keyStream = keepKeys(k);
        var valueStream = keepValues(v);
        var scores = n.Add(Scores(s), queries, keyStream);
        var shape = new SoftmaxShape(s.Score, s.ScoreRows, s.Context, s.ScoreShift, Loops(s));
        var probabilities = n.Add("softmax", softmax(shape), scores, scoreMultiplier);
        var mixed = n.Add(Mix(s), probabilities, valueStream);
        n.Out("y", n.Add(MixRequantize(s), mixed, valueMultiplier));
    }

    /// <summary>
    /// Queries wait until the keys that came with them have been stored and loaded again; in the meantime those of the next heads come, a
    /// word in three (or more, where queries share keys). Without room they would hold up the keys behind them, and each such journey would
    /// be made by two heads at most.
    /// </summary>
    private static int QueryRoom(AttentionShape s, OffChipMemory keys) =>
        ((keys.Timing.WriteLatency + keys.Timing.ReadLatency) * s.QueriesPerKey / (s.QueriesPerKey + 2))
        + (s.Rows * s.QueriesPerKey * s.HeadSize / s.Lanes);

    /// <summary>The loops of scores: pass, tile, head, band, position; a row sees the positions up to its own, or all that are looped over.
    /// </summary>
    private static SoftmaxLoops Loops(AttentionShape s) => (p, body) =>
        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, head =>
        s.LoopBands(p, tile, band =>
        p.Loop("position", s.Seen(band), position =>
        {
            var rows = s.QueriesPerKey == 1 ? LaneNumbers(s.RowsOfBand) : LaneNumbers(s.RowsOfBand).Repeat(s.QueriesPerKey);
            var visible = s.Length is null ? rows + (s.Start + band.FirstRow) >= position : null;
            body(new SoftmaxStep(position, tile.IsFirst & head.IsFirst & band.IsFirst & position.IsFirst, visible));
        }))));

    /// <summary>Opens the loop over the queries that share a key, if there are several: which score a row's is, and whether the query is
    /// the first and the last.</summary>
    private static void Sharing(ProcessBuilder p, AttentionShape s, Action<Func<IndexExpression, IndexExpression>, Guard, Guard> body)
    {
        if (s.QueriesPerKey == 1)
            body(row => row, Guard.Always, Guard.Always);
        else
            p.Loop("query", s.QueriesPerKey, query => body(row => (query * s.RowsOfBand) + row, query.IsFirst, query.IsLast));
    }

    /// <summary>Sends the words of q, k and v their ways.</summary>
    private static Process SplitHeads(AttentionShape s) => Process.Define("split_heads", p =>
    {
        var qkv = p.In("qkv", s.Word);
        var (q, k, v) = (p.Out("q", s.Word), p.Out("k", s.Word), p.Out("v", s.Word));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, _ =>
        p.Loop("part", s.QueriesPerKey + 2, part =>
        p.Loop("group", s.HeadSize / s.GroupColumns, _ =>
        p.Loop("row", s.Tiling.RowsOf(tile), _ =>
        p.Loop("word", s.GroupColumns / s.Lanes, _ =>
        {
            var word = qkv.Read();
            q.Write(word, when: s.QueriesPerKey == 1 ? part.Is(0) : part < s.QueriesPerKey);
            k.Write(word, when: part.Is(s.QueriesPerKey));
            v.Write(word, when: part.Is(s.QueriesPerKey + 1));
        }))))));
    });

    /// <summary>Gathers one head of all rows of a tile, a word for each band.</summary>
    private static Process Queries(AttentionShape s) => Process.Define("queries", p =>
    {
        var headWords = s.HeadSize / s.Lanes;
        var groupWords = s.GroupColumns / s.Lanes;
        var q = p.In("q", s.Word);
        var block = p.BufferOut("head", Vec(Int(8), s.ScoreRows * s.HeadSize), s.Bands, s.ScoreRows * headWords);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, _ =>
        Sharing(p, s, (score, first, last) =>
        p.Loop("group", s.HeadSize / s.GroupColumns, group =>
        s.LoopBands(p, tile, band =>
        p.Loop("row", band.Rows, row =>
        p.Loop("word", groupWords, word =>
        {
            block.Write(band.Number, q.Read(), part: (score(row) * headWords) + (group * groupWords) + word);
            block.Block(
                begin: first & group.IsFirst & band.IsFirst & row.IsFirst & word.IsFirst,
                commit: last & group.IsLast & band.IsLast & row.IsLast & word.IsLast);
        })))))));
    });

    /// <summary>One key a cycle against the queries of a band.</summary>
    private static Process Scores(AttentionShape s) => Process.Define("scores", p =>
    {
        var queries = p.BufferIn("head", Vec(Int(8), s.ScoreRows * s.HeadSize), s.Bands);
        var keys = p.In("keys", s.CacheWord);
        var scores = p.Out("scores", Vec(s.Score, s.ScoreRows));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, _ =>
        s.LoopBands(p, tile, band =>
        p.Loop("position", s.Seen(band), position =>
        {
            scores.Write(OuterDot(queries.Read(band.Number), keys.Read(), s.ScoreRows, 1));
            queries.Block(begin: band.IsFirst & position.IsFirst, release: band.IsLast & position.IsLast);
        }))));
    });

    /// <summary>
    /// One value a cycle, weighted by the probabilities of a band, added up in place. The sums need 25 bits: the probabilities of n
    /// positions add up to at most 2^16 (1 + 2^-14) + n / 2 (each is rounded, their common factor errs by the table's 1.6e-5 and the cut of
    /// w), less than 2^17 for every context allowed, and a value is at most 2^7.
    /// </summary>
    private static Process Mix(AttentionShape s) => Process.Define("mix", p =>
    {
        var probabilities = p.In("probabilities", Vec(SoftmaxShape.Probability, s.ScoreRows));
        var values = p.In("values", s.CacheWord);
        var sums = p.Out("sums", Vec(Int(32), s.ScoreRows * s.HeadSize));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, _ =>
        s.LoopBands(p, tile, band =>
        p.Loop("position", s.Seen(band), position =>
        {
            var sum = p.Register("sum", Vec(Int(32), s.ScoreRows * s.HeadSize));
            var products = OuterDot(probabilities.Read(), values.Read(), s.ScoreRows, s.HeadSize);
            var next = (Select(position.IsFirst, 0, sum) + products).Wrap(Int(32));
            sum.Set(next);
            sums.Write(next, when: position.IsLast);
        }))));
    });

    /// <summary>y = saturate(round(sum * multiplier / 2^shift)), row after row of each head.</summary>
    private static Process MixRequantize(AttentionShape s) => Process.Define("requantize", p =>
    {
        var words = s.HeadSize / s.Lanes;
        var sums = p.In("sums", Vec(Int(32), s.ScoreRows * s.HeadSize));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("y", s.Word);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, head =>
        s.LoopBands(p, tile, band =>
        Sharing(p, s, (score, firstQuery, _) =>
        p.Loop("row", band.Rows, row =>
        p.Loop("word", words, word =>
        {
            var first = firstQuery & row.IsFirst & word.IsFirst;
            var m = p.Hold("held_multiplier", multiplier, tile.IsFirst & head.IsFirst & band.IsFirst & first);
            var sum = p.Hold("held_sums", sums, first).Chunk((score(row) * words) + word, s.Lanes);
            y.Write((sum * m).RoundShift(s.ValueShift).Saturate(Int(8)));
        }))))));
    });
}
