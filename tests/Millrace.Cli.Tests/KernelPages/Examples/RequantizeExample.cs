using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of requantize.</summary>
internal static class RequantizeExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var kernel = KernelCatalogue.Find("requantize").Build(new Dictionary<string, string>
        {
            ["inputs"] = "8",
            ["outputs"] = "4",
            ["columns"] = "8",
            ["tile_rows"] = "1",
            ["rows"] = "1",
            ["shift"] = "4",
        });

        // Four sums; four biases, then four multipliers.
        var result = new Simulator(kernel.Design).Launch(
            kernel.Launch, new Dictionary<string, long[]> { ["sums"] = [10, 20, -30, 4000], ["scales"] = [0, 1, 2, 3, 8, 8, 8, 16] });
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
