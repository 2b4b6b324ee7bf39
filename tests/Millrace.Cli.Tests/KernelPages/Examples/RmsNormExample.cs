using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of rms-norm.</summary>
internal static class RmsNormExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new RmsNormShape { Columns = 4, Lanes = 2, Passes = 1, Rows = new Argument("rows"), Epsilon = 1, Shift = 20 };
        var memory = new OffChipMemory("gains", shape.MemoryWord, shape.RowWords, new());
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var gains = n.Add(RmsNorm.Gains(shape), memory);
            n.Out("y", n.Add(RmsNorm.Define(shape), n.In("x", shape.InputWord), gains["gains"]));
        }));

        // All gains are 25 for z = 1, which is 2^22.
        for (var i = 0; i < 4; i++)
            BitConverter.TryWriteBytes(simulator.Data[memory].Bytes.AsSpan(4 * i), 25);
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 1 }, new Dictionary<string, long[]> { ["x"] = [1000, 2000, -2000, 4000] });
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
