using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of rope.</summary>
internal static class RopeExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new RopeShape
        {
            Element = Int(8),
            Pairing = RopePairing.HalfSplit,
            Heads = 1,
            HeadSize = 4,
            Lanes = 2,
            Context = 8,
            Passes = 1,
            Rows = new Argument("rows", 8),
            Start = new Argument("start", 8),
        };
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var coefficients = n.Add(RopeCoefficients.Resident(shape, RopeCoefficients.Words(shape, theta: 10000)));
            n.Out("y", n.Add(Rope.Define(shape), n.In("x", shape.Word), coefficients["coefficients"]));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 2, ["start"] = 0 },
            new Dictionary<string, long[]> { ["x"] = [100, 100, 0, 0, 100, 100, 0, 0] });
        output.WriteLine($"position 0: {string.Join(' ', result.Outputs["y"][..4])}");
        output.WriteLine($"position 1: {string.Join(' ', result.Outputs["y"][4..])}");
        // page: end
    }
}
