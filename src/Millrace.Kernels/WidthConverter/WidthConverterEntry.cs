using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class WidthConverterEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "width-converter", "Changes the number of lanes of a stream.",
        [
            Type("element", "type of an element", "int8"),
            Integer("input_lanes", "lanes that come in", 4, 0, 4096),
            Integer("output_lanes", "lanes that go out; one count must divide the other", 12, 0, 4096),
            Integer("words", "words of the wider side in a launch", 8, 0, 65535),
        ],
        v => (
            Network.Of(WidthConverter.Define(
                v.Type("element"), v.Integer("input_lanes"), v.Integer("output_lanes"), new Argument("words"))),
            new Dictionary<string, long> { ["words"] = v.Long("words") }));
}
