using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of residual-add.</summary>
internal static class ResidualAddExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var word = Vec(Int(24), 2);
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var (x, bypass) = n.Add(Fork.Define(word, new Argument("words")), n.In("x", word));
            var sum = n.Add("first", ResidualAdd.Define(Int(24), 2, new Argument("words")), x, n.In("y", word));
            n.Out("sum", n.Add("second", ResidualAdd.Define(Int(24), 2, new Argument("words")), sum, bypass.WithRoom(4)));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 1 }, new Dictionary<string, long[]> { ["x"] = [5, 8_000_000], ["y"] = [1, 1] });
        output.WriteLine($"x + y + x: {string.Join(' ', result.Outputs["sum"])}");
        // page: end
    }
}
