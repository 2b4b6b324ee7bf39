using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The example of the page of layer-norm.</summary>
internal static class LayerNormExample
{
    public static void Run(TextWriter output)
    {
        // page: begin
        var shape = new LayerNormShape
        {
            Width = 4,
            Columns = 4,
            Lanes = 2,
            Passes = 1,
            Rows = new Argument("rows"),
            Epsilon = 1,
            Shift = 20,
        };
        var memory = new OffChipMemory("parameters", shape.ParameterWord, NormParameters.SegmentWords(shape), new());
        var simulator = new Simulator(Network.Define("example", n =>
        {
            var parameters = n.Add(NormParameters.Define(shape, norms: 1), memory);
            n.Out("y", n.Add(LayerNorm.Define(shape), n.In("x", shape.InputWord), parameters["norm_1"]));
        }));

        // All gains are 64 for z = 1, which is 2^20; all offsets are 0. A word is two gains, then two offsets; the first is of scalars.
        foreach (var gain in new[] { 4, 5, 8, 9 })
            BitConverter.TryWriteBytes(simulator.Data[memory].Bytes.AsSpan(4 * gain), 64);
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 1 }, new Dictionary<string, long[]> { ["x"] = [1000, 2000, 3000, 4000] });
        output.WriteLine($"y: {string.Join(' ', result.Outputs["y"])}");
        // page: end
    }
}
