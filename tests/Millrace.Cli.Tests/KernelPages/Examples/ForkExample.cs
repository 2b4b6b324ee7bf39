using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of fork.</summary>
internal static class ForkExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var (a, b) = n.Add(Fork.Define(Vec(Int(8), 2), new Argument("words")), n.In("x", Vec(Int(8), 2)));
            n.Out("twice", n.Add(ResidualAdd.Define(Int(8), 2, new Argument("words")), a, b));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 2 }, new Dictionary<string, long[]> { ["x"] = [1, -2, 30, 100] });
        output.WriteLine($"twice: {string.Join(' ', result.Outputs["twice"])}");
        // page: end
    }
}
