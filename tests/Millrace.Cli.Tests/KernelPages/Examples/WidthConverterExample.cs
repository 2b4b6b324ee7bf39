using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of width-converter.</summary>
internal static class WidthConverterExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var wide = n.Add("widen", WidthConverter.Define(Int(8), 2, 6, new Argument("words")), n.In("x", Vec(Int(8), 2)));
            n.Out("y", n.Add("narrow", WidthConverter.Define(Int(8), 6, 3, new Argument("words")), wide));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 1 }, new Dictionary<string, long[]> { ["x"] = [1, 2, 3, 4, 5, 6] });
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])} in {result.Timing.Outputs["y"].Count} words");
        // page: end
    }
}
