using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class AttentionEntry
{
    /// <summary>What the cache by itself is asked for with, too.</summary>
    internal static IReadOnlyList<KernelParameter> Cache { get; } =
    [
        Integer("heads", "heads of keys", 2, 0, 1024),
        Integer("head_size", "elements of a head with padding, a multiple of group_columns", 4, 0, 1 << 17),
        Integer("group_columns", "columns of a group of the words that come in, a multiple of lanes", 4, 0, 1 << 17),
        Integer("lanes", "elements of a word", 2, 0, 1024),
        Integer("context", "positions that the cache holds", 16, 0, 65536),
        Integer("tile_rows", "rows of a tile", 2, 0, 256),
        Integer("band_rows", "rows of a tile that meet a key in a cycle, a divisor of tile_rows; 0 for all", 0, 0, 256),
        Integer("passes", "passes of a launch", 1, 1, 1024),
        Integer("rows", "rows of the launch, new positions", 3, 1, 65535),
        Integer("start", "position of the first of them", 0, 0, 65535),
    ];

    internal static CatalogueKernel Kernel { get; } = new(
        "attention", "Causal multi-head attention with a KV cache in off-chip memory.",
        [
            .. Cache,
            Integer("queries_per_key", "heads of queries that share a head of keys", 1, 0, 64),
            Integer("score_shift", "shift of the score multipliers", 10, 0, 63),
            Integer("value_shift", "shift of the value multipliers", 25, 0, 63),
        ],
        v =>
        {
            var shape = (Shape(v, v.Integer("score_shift"), v.Integer("value_shift")) with
            {
                QueriesPerKey = v.Integer("queries_per_key"),
            }).Validate();
            return (Attention.Define(shape, Memory("keys", shape), Memory("values", shape)), Launch(v));
        });

    internal static AttentionShape Shape(KernelValues v, int scoreShift, int valueShift) => new AttentionShape
    {
        Heads = v.Integer("heads"),
        HeadSize = v.Integer("head_size"),
        GroupColumns = v.Integer("group_columns"),
        Lanes = v.Integer("lanes"),
        Context = v.Integer("context"),
        Tiling = new(v.Integer("passes"), new Argument("rows", v.Integer("context"), 1), v.Integer("tile_rows")),
        BandRows = BandRows(v),
        Start = new Argument("start", Math.Max(0, v.Integer("context") - 1)),
        ScoreShift = scoreShift,
        ValueShift = valueShift,
    }.Validate();

    internal static int? BandRows(KernelValues v) => v.Integer("band_rows") is > 0 and var rows ? rows : null;

    internal static OffChipMemory Memory(string name, AttentionShape shape) =>
        new(name, shape.CacheWord, shape.Tiling.Passes.Maximum * shape.PassWords, new());

    internal static Dictionary<string, long> Launch(KernelValues v)
    {
        KernelParameterException.Require(
            v.Long("start") + v.Long("rows") <= v.Long("context"), "attention", "rows", v.Long("rows"),
            FormattableString.Invariant($"the context has {v["context"]} positions and the launch begins at {v["start"]}"));
        return new() { ["rows"] = v.Long("rows"), ["start"] = v.Long("start") };
    }
}
