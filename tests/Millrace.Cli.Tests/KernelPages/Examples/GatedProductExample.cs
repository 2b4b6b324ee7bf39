using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of gated-product.</summary>
internal static class GatedProductExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new GatedProductShape { Gate = Int(8), Shift = 22, Lanes = 2, Passes = 1, Words = new Argument("words") };
        const double gateScale = 6.0 / 127;
        var entryScale = ActivationCurve.Scale("silu", shape.Gate, gateScale, GatedProductShape.Entry);
        var silu = ActivationCurve.Table("silu", shape.Gate, gateScale, GatedProductShape.Entry, entryScale);
        var simulator = new Simulator(Network.Define("example", n =>
        {
            // Both halves come in one stream here; a fork would serve two engines' outputs as well.
            var (gate, up) = n.Add(Fork.Define(Vec(Int(8), 2), new Argument("words")), n.In("x", Vec(Int(8), 2)));
            n.Out("y", n.Add(GatedProduct.Define(shape, silu), gate, up, n.In("multiplier", UInt(17))));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 2 },
            new Dictionary<string, long[]> { ["x"] = [-127, -20, 20, 127], ["multiplier"] = [128] });
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
