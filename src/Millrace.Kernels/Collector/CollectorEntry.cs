using Millrace.Hls;

namespace Millrace.Kernels;

internal static class CollectorEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "collector", "Collects several streams into one, round robin.", DistributorEntry.Parameters,
        v => (
            Network.Of(Collector.Define(DistributorEntry.Word(v), v.Integer("streams"), v.Integer("words"), new Argument("rounds"))),
            DistributorEntry.Launch(v)));
}
