using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class DistributorEntry
{
    /// <summary>What the collector is asked for with, too.</summary>
    internal static IReadOnlyList<KernelParameter> Parameters { get; } =
    [
        Type("element", "type of an element", "int8"),
        Integer("lanes", "elements of a word", 4, 1, 4096),
        Integer("streams", "streams that take turns", 3, 0, 256),
        Integer("words", "words of a turn", 2, 0, 65536),
        Integer("rounds", "rounds of the launch", 4, 0, 65535),
    ];

    internal static CatalogueKernel Kernel { get; } = new(
        "distributor", "Deals a stream out over several, round robin.", Parameters,
        v => (
            Network.Of(Distributor.Define(Word(v), v.Integer("streams"), v.Integer("words"), new Argument("rounds"))), Launch(v)));

    internal static VectorType Word(KernelValues v) => Vec(v.Type("element"), v.Integer("lanes"));

    internal static Dictionary<string, long> Launch(KernelValues v) => new() { ["rounds"] = v.Long("rounds") };
}
