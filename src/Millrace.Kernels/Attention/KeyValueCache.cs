using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// One half of the KV cache: new rows are gathered, stored in off-chip memory, and, head by head, everything a tile can see is loaded
/// again, once for each band of rows. A token per head tells the loader when the new rows are safe; the old ones it loads before.
/// </summary>
public static class KeyValueCache
{
    /// <summary>The network; input x (words of k or v, head by head), output a word a position.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="memory">The cache.</param>
    /// <exception cref="KernelParameterException">The shape is wrong, or the memory too small for it.</exception>
    public static Network Define(AttentionShape s, OffChipMemory memory) => Network.Define("cache", n =>
    {
        s.Validate();
        var needed = s.Tiling.Passes.Maximum * s.PassWords;
        KernelParameterException.Require(
            memory.Words >= needed, "key_value_cache", "memory", memory.Words, $"at least {needed} words are needed");
        var gathered = n.Add(Gather(s), n.In("x", s.Word));
        var stored = n.Add(Store(s), memory, gathered);
        n.Out("y", n.Add(Load(s), memory, stored));
    });

    private static Process Gather(AttentionShape s) => Process.Define("gather", p =>
    {
        var groupWords = s.GroupColumns / s.Lanes;
        var x = p.In("x", s.Word);
        var block = p.BufferOut("rows", s.CacheWord, s.Rows, s.HeadSize / s.Lanes);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("head", s.Heads, _ =>
        p.Loop("group", s.HeadSize / s.GroupColumns, group =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", groupWords, word =>
        {
            block.Write(row, x.Read(), part: (group * groupWords) + word);
            block.Block(begin: group.IsFirst & row.IsFirst & word.IsFirst, commit: group.IsLast & row.IsLast & word.IsLast);
        })))));
    });

    private static Process Store(AttentionShape s) => Process.Define("store", p =>
    {
        var memory = p.StorePort("memory", s.CacheWord);
        var block = p.BufferIn("rows", s.CacheWord, s.Rows);
        var stored = p.Out("stored", Bool);

        s.Tiling.Loop(p, (pass, tile) =>
        p.Loop("head", s.Heads, head =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        {
            var address = s.Address(pass, head, s.Start + (tile * s.Rows) + row);
            stored.Write(memory.Store(address, block.Read(row)), when: row.IsLast);
            block.Block(begin: row.IsFirst, release: row.IsLast);
        })));
    });

    private static Process Load(AttentionShape s) => Process.Define("load", p =>
    {
        var memory = p.LoadPort("memory", s.CacheWord);
        var stored = p.In("stored", Bool);
        var y = p.Out("y", s.CacheWord);

        s.Tiling.Loop(p, (pass, tile) =>
        p.Loop("head", s.Heads, head =>
        s.LoopBands(p, tile, band =>
        p.Loop("position", s.Seen(band), position =>
        {
            stored.Read(when: band.IsFirst & position.Is(s.Start + band.FirstRow));
            y.Write(memory.Load(s.Address(pass, head, position)));
        }))));
    });
}
