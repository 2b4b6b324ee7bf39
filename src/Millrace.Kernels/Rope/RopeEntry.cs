using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class RopeEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "rope", "Rotary position embedding of heads, its cosines and sines on chip or streamed.",
        [
            Type("element", "type of an element, before and after", "int8", 17),
            Choice("pairing", "which elements of a head are rotated together", "half_split", "interleaved", "half_split"),
            Choice("coefficients", "where cosines and sines are: in a ROM, or in off-chip memory", "streamed", "resident", "streamed"),
            Integer("heads", "heads of a row", 2, 0, 1024),
            Integer("head_size", "elements of a head", 8, 0, 4096),
            Integer("lanes", "elements of a word", 4, 0, 1024),
            Integer("context", "positions that there are coefficients for", 32, 1, 65535),
            Integer("theta", "base of the angles", 10000, 1, 1 << 30),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("start", "position of the first row", 5, 0, 65535),
            Integer("rows", "rows of a pass", 3, 1, 65535),
        ],
        v =>
        {
            var context = v.Integer("context");
            var s = new RopeShape
            {
                Element = v.Type("element"),
                Pairing = v["pairing"] == "interleaved" ? RopePairing.Interleaved : RopePairing.HalfSplit,
                Heads = v.Integer("heads"),
                HeadSize = v.Integer("head_size"),
                Lanes = v.Integer("lanes"),
                Context = context,
                Passes = v.Integer("passes"),
                Rows = new Argument("rows", context),
                Start = new Argument("start", context),
            }.Validate();
            KernelParameterException.Require(
                v.Long("start") + v.Long("rows") <= context, "rope", "rows", v.Long("rows"),
                FormattableString.Invariant($"the context has {context} positions and the launch begins at {v.Long("start")}"));
            return (
                Network.Define("embedding", n =>
                {
                    var coefficients = v["coefficients"] == "resident"
                        ? n.Add(RopeCoefficients.Resident(s, RopeCoefficients.Words(s, v.Long("theta"))))
                        : n.Add(RopeCoefficients.Streamed(s), new OffChipMemory("memory", s.MemoryWord, context * s.PartWords, new()));

                    // Rows take fewer cycles than a load: some are loaded ahead.
                    n.Out("y", n.Add(Rope.Define(s), n.In("x", s.Word), coefficients["coefficients"].WithBlocks(4)));
                }),
                new Dictionary<string, long> { ["rows"] = v.Long("rows"), ["start"] = v.Long("start") });
        });
}
