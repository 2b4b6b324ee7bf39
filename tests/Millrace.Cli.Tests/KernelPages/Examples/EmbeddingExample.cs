using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of embedding.</summary>
internal static class EmbeddingExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new EmbeddingShape { Element = Int(16), Vocabulary = 3, Columns = 4, Lanes = 2, Tokens = new Argument("tokens") };
        var table = new OffChipMemory("table", shape.Word, shape.Words, new());
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var rows = n.Add(Embedding.Define(shape), table, n.In("tokens", shape.Token));
            n.Out("x", n.Add(ResidualAdd.Define(Int(16), 2, new Argument("words")), rows, n.In("positions", shape.Word)));
        }));
        for (var i = 0; i < 12; i++)
            BitConverter.TryWriteBytes(simulator.Data[table].Bytes.AsSpan(2 * i), (short)(10 * i));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["tokens"] = 2, ["words"] = 4 },
            new Dictionary<string, long[]> { ["tokens"] = [2, 0], ["positions"] = [1, 1, 1, 1, 2, 2, 2, 2] });
        output.WriteLine($"x: {string.Join(' ', result.Outputs["x"])}");
        // page: end
    }
}
