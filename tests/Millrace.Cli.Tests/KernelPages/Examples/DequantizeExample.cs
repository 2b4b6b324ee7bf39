using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of dequantize.</summary>
internal static class DequantizeExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new QuantizeShape
        {
            Real = Fixed(16, 10),
            Integer = Int(8),
            Shift = 8,
            Lanes = 2,
            Passes = 1,
            Words = new Argument("words"),
        };
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var sum = n.Add(
                ResidualAdd.Define(Int(8), 2, new Argument("words")), n.In("a", Vec(Int(8), 2)), n.In("b", Vec(Int(8), 2)));
            n.Out("x", n.Add(Dequantize.Define(shape), sum, n.In("multiplier", UInt(17))));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 1 },
            new Dictionary<string, long[]> { ["a"] = [1, -20], ["b"] = [2, -30], ["multiplier"] = [shape.DequantizingMultiplier(0.25)] });
        output.WriteLine(FormattableString.Invariant($"{result.Outputs["x"][0] / 1024.0} {result.Outputs["x"][1] / 1024.0}"));
        // page: end
    }
}
