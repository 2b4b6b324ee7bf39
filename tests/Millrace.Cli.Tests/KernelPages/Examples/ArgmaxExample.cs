using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of argmax.</summary>
internal static class ArgmaxExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new TopKShape { Score = Int(24), Count = 1, Width = 6, Columns = 8, Lanes = 4, Rows = new Argument("rows") };
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var narrow = n.In("logits", Vec(Int(24), 2));
            var wide = n.Add(WidthConverter.Define(Int(24), 2, 4, new Argument("words")), narrow);
            var (index, score) = n.Add(ArgMax.Define(shape), wide);
            n.Out("index", index);
            n.Out("score", score);
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 1, ["words"] = 2 },
            new Dictionary<string, long[]> { ["logits"] = [5, -2, 9, 9, 0, 3, 99, 99] });
        output.WriteLine($"token {result.Outputs["index"][0]} with logit {result.Outputs["score"][0]}");
        // page: end
    }
}
