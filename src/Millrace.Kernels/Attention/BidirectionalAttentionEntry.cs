using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class BidirectionalAttentionEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "bidirectional-attention", "Multi-head attention without a mask, keys and values in ping-pong buffers.",
        [
            Integer("heads", "heads of keys", 2, 0, 1024),
            Integer("queries_per_key", "heads of queries that share a head of keys", 1, 0, 64),
            Integer("head_size", "elements of a head with padding, a multiple of group_columns", 4, 0, 1 << 17),
            Integer("group_columns", "columns of a group of the words that come in, a multiple of lanes", 4, 0, 1 << 17),
            Integer("lanes", "elements of a word", 2, 0, 1024),
            Integer("context", "rows that the buffers hold", 8, 0, 65536),
            Integer("tile_rows", "rows of a tile", 2, 0, 256),
            Integer("band_rows", "rows of a tile that meet a key in a cycle, a divisor of tile_rows; 0 for all", 0, 0, 256),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("rows", "rows of the launch", 5, 1, 65535),
            Integer("length", "rows that every row sees, from the first on", 5, 1, 65535),
            Integer("score_shift", "shift of the score multipliers", 10, 0, 63),
            Integer("value_shift", "shift of the value multipliers", 25, 0, 63),
        ],
        v =>
        {
            Require("rows", v.Long("rows") <= v.Long("context"), v, FormattableString.Invariant($"the buffers hold {v["context"]}"));
            Require("length", v.Long("length") <= v.Long("rows"), v, FormattableString.Invariant($"the launch has {v["rows"]} rows"));
            return (BidirectionalAttention.Define(Shape(v)), new Dictionary<string, long>
            {
                ["rows"] = v.Long("rows"),
                ["length"] = v.Long("length"),
            });
        });

    private static AttentionShape Shape(KernelValues v) => new()
    {
        Heads = v.Integer("heads"),
        QueriesPerKey = v.Integer("queries_per_key"),
        HeadSize = v.Integer("head_size"),
        GroupColumns = v.Integer("group_columns"),
        Lanes = v.Integer("lanes"),
        Context = v.Integer("context"),
        Tiling = new(v.Integer("passes"), new Argument("rows", v.Integer("context"), 1), v.Integer("tile_rows")),
        BandRows = AttentionEntry.BandRows(v),
        Start = 0,
        Length = new Argument("length", v.Integer("context"), 1),
        ScoreShift = v.Integer("score_shift"),
        ValueShift = v.Integer("value_shift"),
    };

    private static void Require(string parameter, bool holds, KernelValues v, string allowed) =>
        KernelParameterException.Require(holds, "bidirectional-attention", parameter, v.Long(parameter), allowed);
}
