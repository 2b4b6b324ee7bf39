using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// Attention in which every row sees every position up to a common length, as an encoder's. Keys and values of all heads of a pass are held
/// on chip in ping-pong buffers, so that those of the next pass come in meanwhile; queries wait in their channel until the keys are
/// complete. Everything else is as in <see cref="Attention"/>.
/// </summary>
public static class BidirectionalAttention
{
    /// <summary>The network; inputs qkv, score_multiplier, value_multiplier; output y.</summary>
    /// <param name="s">The shape; <see cref="AttentionShape.Length"/> says how many of the rows count, at most as many as there
    /// are.</param>
    /// <exception cref="KernelParameterException">The shape is wrong, or has no length.</exception>
    public static Network Define(AttentionShape s) => Network.Define("attention", n =>
    {
        s.Validate();
        KernelParameterException.Require(s.Length is not null, "attention", "length", 0, "the positions that every row sees are needed");
        Attention.Compose(n, s, QueryRoom(s), k => n.Add("keys", Held(s), k), v => n.Add("values", Held(s), v), Softmax.Define);
    });

    /// <summary>The queries of a pass, and of a few tiles more, that come while the last tiles of the pass before are at work.</summary>
    private static int QueryRoom(AttentionShape s) => (s.Context + (2 * s.Rows)) * s.Heads * s.QueriesPerKey * s.HeadSize / s.Lanes;

    private static Network Held(AttentionShape s) => Network.Define("held", n =>
        n.Out("y", n.Add(Recall(s), n.Add(Gather(s), n.In("x", s.Word)))));

    private static Process Gather(AttentionShape s) => Process.Define("gather", p =>
    {
        var groupWords = s.GroupColumns / s.Lanes;
        var x = p.In("x", s.Word);
        var block = p.BufferOut("heads", s.CacheWord, s.PassWords, s.HeadSize / s.Lanes);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, head =>
        p.Loop("group", s.HeadSize / s.GroupColumns, group =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", groupWords, word =>
        {
            block.Write((head * s.Context) + (tile * s.Rows) + row, x.Read(), part: (group * groupWords) + word);
            block.Block(
                begin: tile.IsFirst & head.IsFirst & group.IsFirst & row.IsFirst & word.IsFirst,
                commit: tile.IsLast & head.IsLast & group.IsLast & row.IsLast & word.IsLast);
        })))));
    });

    private static Process Recall(AttentionShape s) => Process.Define("recall", p =>
    {
        var block = p.BufferIn("heads", s.CacheWord, s.PassWords);
        var y = p.Out("y", s.CacheWord);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, head =>
        s.LoopBands(p, tile, band =>
        p.Loop("position", s.Length!, position =>
        {
            y.Write(block.Read((head * s.Context) + position));
            block.Block(
                begin: tile.IsFirst & head.IsFirst & band.IsFirst & position.IsFirst,
                release: tile.IsLast & head.IsLast & band.IsLast & position.IsLast);
        }))));
    });
}
