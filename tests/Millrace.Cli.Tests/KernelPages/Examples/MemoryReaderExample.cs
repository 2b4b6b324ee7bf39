using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of memory-reader.</summary>
internal static class MemoryReaderExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var word = Vec(Int(8), 2);
        var memory = new OffChipMemory("memory", word, 4, new(ReadLatency: 20));
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var words = n.Add(MemoryReader.Define(word, start: 1, count: 2, times: 2), memory);
            n.Out("y", n.Add(WidthConverter.Define(Int(8), 2, 4, 2), words));
        }));
        byte[] contents = [1, 2, 3, 4, 5, 6, 7, 8];
        contents.CopyTo(simulator.Data[memory].Bytes.AsSpan());
        var result = simulator.Launch(new Dictionary<string, long>(), new Dictionary<string, long[]>());
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])} in {result.Timing.Cycles} cycles");
        // page: end
    }
}
