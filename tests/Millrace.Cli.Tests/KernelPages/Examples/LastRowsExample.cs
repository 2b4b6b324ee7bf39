using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of last-rows.</summary>
internal static class LastRowsExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var word = Vec(Int(24), 2);
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var sum = n.Add(ResidualAdd.Define(Int(24), 2, new Argument("words")), n.In("a", word), n.In("b", word));
            n.Out("y", n.Add(LastRows.Define(word, rowWords: 1, new Argument("rows"), new Argument("kept")), sum));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 3, ["rows"] = 3, ["kept"] = 1 },
            new Dictionary<string, long[]> { ["a"] = [1, 2, 3, 4, 5, 6], ["b"] = [10, 10, 10, 10, 10, 10] });
        output.WriteLine($"last row: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
