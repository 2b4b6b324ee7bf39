using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of online-softmax.</summary>
internal static class OnlineSoftmaxExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        // A unit of a score is 2^-4 of an octave: 2^14 * 2^-4 = m / 2^shift.
        var shape = new SoftmaxShape(
            Int(8), Rows: 1, Longest: 4, Shift: 4, Softmax.Plain(new Argument("groups"), new Argument("columns", 4)))
        { Output = UInt(8) };
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var scores = n.Add(
                ResidualAdd.Define(Int(8), 1, new Argument("words")), n.In("scores", shape.ScoreWord), n.In("bias", shape.ScoreWord));
            n.Out("p", n.Add(OnlineSoftmax.Define(shape), scores, n.In("multiplier", UInt(17))));
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["groups"] = 1, ["columns"] = 4, ["words"] = 4 },
            new Dictionary<string, long[]> { ["scores"] = [16, 32, 0, 16], ["bias"] = [0, 0, 16, 0], ["multiplier"] = [1 << 14] });
        output.WriteLine($"of 256: {string.Join(' ', result.Outputs["p"])}");
        // page: end
    }
}
