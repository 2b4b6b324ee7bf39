using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of memory-writer.</summary>
internal static class MemoryWriterExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var word = Vec(Int(8), 4);
        var memory = new OffChipMemory("memory", word, 4, new());
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var wide = n.Add(WidthConverter.Define(Int(8), 2, 4, 2), n.In("x", Vec(Int(8), 2)));
            n.Out("done", n.Add(MemoryWriter.Define(word, start: 1, count: 2), memory, wide));
        }));
        simulator.Launch(new Dictionary<string, long>(), new Dictionary<string, long[]> { ["x"] = [1, 2, 3, 4, 5, 6, 7, 8] });
        output.WriteLine($"memory: {string.Join(' ', simulator.Data[memory].Bytes)}");
        // page: end
    }
}
