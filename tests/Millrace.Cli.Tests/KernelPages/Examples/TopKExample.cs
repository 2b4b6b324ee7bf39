using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of top-k.</summary>
internal static class TopKExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new TopKShape { Score = Int(16), Count = 3, Width = 8, Columns = 8, Lanes = 2, Rows = new Argument("rows") };
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var scores = n.Add(ResidualAdd.Define(Int(16), 2, new Argument("words")), n.In("logits", shape.Word), n.In("bias", shape.Word));
            var (indices, values) = n.Add(TopK.Define(shape), scores);
            n.Out("indices", indices);
            n.Out("values", values);
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 1, ["words"] = 4 },
            new Dictionary<string, long[]> { ["logits"] = [3, 9, 4, 9, 1, 2, 8, 0], ["bias"] = [0, 0, 0, 0, 0, 0, 0, 50] });
        output.WriteLine($"tokens {string.Join(' ', result.Outputs["indices"])} with {string.Join(' ', result.Outputs["values"])}");
        // page: end
    }
}
