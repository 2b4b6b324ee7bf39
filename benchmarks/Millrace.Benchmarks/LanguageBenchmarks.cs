using BenchmarkDotNet.Attributes;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Benchmarks;

/// <summary>The simulator's two faces on networks small enough to see through.</summary>
public class LanguageBenchmarks
{
    private const int Rows = 4096;
    private const int Columns = 64;
    private const int Tile = 8;
    private const int Depth = 16;
    private const int Steps = 100_000;

    private static readonly Dictionary<string, long> NoArguments = [];

    private readonly Dictionary<string, long> _rows = new() { ["rows"] = Rows };
    private readonly TimingSimulation _chain = new(Design.Of(Chain()));
    private readonly RunSimulation _array = new(Design.Of(MultiplyAccumulate()));

    [Benchmark(Description = "timing recurrence: chain of three processes")]
    [Counts("firing", 3L * Rows * Columns)]
    public long Timing() => _chain.Run(_rows).Cycles;

    [Benchmark(Description = "run face: 8 x 8 outputs, 16 products each")]
    [Counts("firing", Steps)]
    [Counts("MAC", (long)Steps * Tile * Tile * Depth)]
    public long Run() => _array.Run(NoArguments, new Dictionary<string, long[]>())["sums"][0];

    // Forward elements and the largest of each row, subtract it, sum up: guarded reads and writes, as softmax has them.
    private static Network Chain() => Network.Define("chain", n =>
    {
        var (row, max) = n.Add(LargestOfRow(), n.Add(Count()));
        row.WithRoom(Columns);
        n.Out("sum", n.Add(SumOfRow(), row, max));
    });

    private static Process Count() => Process.Define("count", p =>
    {
        var y = p.Out("y", Int(16));
        p.Loop("r", p.Argument("rows"), r => p.Loop("c", Columns, c =>
        {
            var count = p.Register("count", Int(16));
            count.Set((count + Constant(37)).Wrap(Int(16)));
            y.Write(count);
        }));
    });

    private static Process LargestOfRow() => Process.Define("largest", p =>
    {
        var x = p.In("x", Int(16));
        var row = p.Out("row", Int(16));
        var max = p.Out("max", Int(16));
        p.Loop("r", p.Argument("rows"), r => p.Loop("c", Columns, c =>
        {
            var v = x.Read();
            var best = p.Register("best", Int(16));
            var next = Max(v, Select(c.IsFirst, Int(16).MinValue, best));
            best.Set(next);
            row.Write(v);
            max.Write(next, when: c.IsLast);
        }));
    });

    private static Process SumOfRow() => Process.Define("sum", p =>
    {
        var row = p.In("row", Int(16));
        var max = p.In("max", Int(16));
        var sum = p.Out("sum", Int(32));
        p.Loop("r", p.Argument("rows"), r => p.Loop("c", Columns, c =>
        {
            var held = p.Register("held", Int(16));
            var largest = Select(c.IsFirst, max.Read(when: c.IsFirst), held);
            held.Set(largest);
            var total = p.Register("total", Int(32));
            var next = (Select(c.IsFirst, 0, total) + row.Read() - largest).Wrap(Int(32));
            total.Set(next);
            sum.Write(next, when: c.IsLast);
        }));
    });

    // Output-stationary, as Linear: a tile of sums, and operands that change with every firing. No channel but the last, to measure the body.
    private static Network MultiplyAccumulate() => Network.Define("array", n => n.Out("sums", n.Add(Process.Define("array", p =>
    {
        var sums = p.Out("sums", Vec(Int(32), Tile * Tile));
        p.Loop("k", Steps, k =>
        {
            var operand = Vec(Int(8), Tile * Depth);
            var (x, w) = (p.Register("x", operand, 3), p.Register("w", operand, -5));
            var sum = p.Register("sum", Vec(Int(32), Tile * Tile));
            var next = (sum + OuterDot(x, w, Tile, Tile)).Wrap(Int(32));
            sum.Set(next);
            x.Set((x + Constant(7)).Wrap(Int(8)));
            w.Set((w + Constant(11)).Wrap(Int(8)));
            sums.Write(next, when: k.IsLast);
        });
    }))));
}
