using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of quantize.</summary>
internal static class QuantizeExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        QuantizeShape Shape(int shift) => new()
        {
            Real = Fixed(16, 10),
            Integer = Int(8),
            Shift = shift,
            Lanes = 1,
            Passes = 1,
            Words = new Argument("words"),
        };
        var (there, back) = (Shape(16), Shape(8));
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var q = n.Add(Quantize.Define(there), n.In("x", Vec(Fixed(16, 10), 1)), n.In("m_there", UInt(17)));
            n.Out("y", n.Add(Dequantize.Define(back), q, n.In("m_back", UInt(17))));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 2 },
            new Dictionary<string, long[]>
            {
                ["x"] = [1024 + 100, -3 * 1024],
                ["m_there"] = [there.QuantizingMultiplier(0.25)],
                ["m_back"] = [back.DequantizingMultiplier(0.25)],
            });
        output.WriteLine(FormattableString.Invariant($"to quarters: {result.Outputs["y"][0] / 1024.0} {result.Outputs["y"][1] / 1024.0}"));
        // page: end
    }
}
