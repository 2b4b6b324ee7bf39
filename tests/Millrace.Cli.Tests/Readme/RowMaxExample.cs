using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.Readme;

/// <summary>The kernel that the README shows; <see cref="ReadmeTests"/> holds the two together.</summary>
internal static class RowMaxExample
{
    public static void Run(TextWriter output)
    {
        // README: begin
        static Process RowMax(ScalarType element, int columns, int lanes) => Process.Define("row_max", p =>
        {
            var x = p.In("x", Vec(element, lanes));
            var row = p.Out("row", Vec(element, lanes));
            var max = p.Out("max", element);

            p.Loop("r", p.Argument("rows"), r =>
            p.Loop("c", columns / lanes, c =>
            {
                var v = x.Read();
                var best = p.Register("best", element);
                var next = Max(v.ReduceMax(), Select(c.IsFirst, element.MinValue, best));
                best.Set(next);
                row.Write(v);
                max.Write(next, when: c.IsLast);
            }));
        });

        var simulator = new Simulator(Network.Define("example", n =>
        {
            var (row, max) = n.Add(RowMax(Int(8), columns: 8, lanes: 4), n.In("x", Vec(Int(8), 4)));
            n.Out("row", row);
            n.Out("max", max);
        }));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 2 },
            new Dictionary<string, long[]> { ["x"] = [3, 1, 4, 1, 5, 9, 2, 6, -5, -3, -5, -8, -9, -7, -9, -3] });
        output.WriteLine($"largest of each row: {string.Join(' ', result.Outputs["max"])}");
        output.WriteLine($"known in cycles:     {string.Join(' ', result.Timing.Outputs["max"])} of {result.Timing.Cycles}");
        // README: end
    }
}
