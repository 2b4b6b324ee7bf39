using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of activation.</summary>
internal static class ActivationExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new ActivationShape { Input = Int(8), Output = Int(8), Lanes = 2, Passes = 1, Words = new Argument("words") };
        const double inputScale = 4.0 / 127;
        var outputScale = ActivationCurve.Scale("gelu_erf", shape.Input, inputScale, shape.Entry);
        var table = ActivationCurve.Table("gelu_erf", shape.Input, inputScale, shape.Entry, outputScale);

        // Two streams are added before the function.
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var x = n.Add(ResidualAdd.Define(Int(8), 2, new Argument("words")), n.In("a", Vec(Int(8), 2)), n.In("b", Vec(Int(8), 2)));
            n.Out("y", n.Add(Activation.Define(shape, table), x));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["words"] = 2 },
            new Dictionary<string, long[]> { ["a"] = [-127, -32, 0, 32], ["b"] = [0, 0, 0, 31] });
        output.WriteLine($"gelu: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
