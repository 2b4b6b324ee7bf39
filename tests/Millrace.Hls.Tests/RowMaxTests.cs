using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>The kernel every newcomer reads first: forwards rows, and the largest element after each.</summary>
public class RowMaxTests
{
    private static Process RowMax(ScalarType element, int columns, int lanes) => Process.Define("row_max", p =>
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

    private static Process Subtract(ScalarType element, int columns, int lanes) => Process.Define("subtract", p =>
    {
        var row = p.In("row", Vec(element, lanes));
        var max = p.In("max", element);
        var y = p.Out("y", Vec(Int(element.Width + 1), lanes));

        p.Loop("r", p.Argument("rows"), r =>
        p.Loop("c", columns / lanes, c =>
        {
            var held = p.Register("held", element);
            var m = Select(c.IsFirst, max.Read(when: c.IsFirst), held);
            held.Set(m);
            y.Write(row.Read() - m);
        }));
    });

    private static Network Chain(int columns, int lanes, int? depth) => Network.Define("chain", n =>
    {
        var (row, max) = n.Add(RowMax(Int(8), columns, lanes), n.In("x", Vec(Int(8), lanes)));
        if (depth is { } d)
            row.WithDepth(d);
        else
            row.WithRoom(columns / lanes);
        n.Out("y", n.Add(Subtract(Int(8), columns, lanes), row, max));
    });

    [Fact]
    public void ComputesAndTimes()
    {
        var simulator = new Simulator(Chain(32, 4, null));
        var random = new Random(1);
        var x = Enumerable.Range(0, 3 * 32).Select(_ => (long)random.Next(-128, 128)).ToArray();
        var result = simulator.Launch(new Dictionary<string, long> { ["rows"] = 3 }, new Dictionary<string, long[]> { ["x"] = x });
        var expected = x.Chunk(32).SelectMany(r => r.Select(v => v - r.Max())).ToArray();
        Assert.Equal(expected, result.Outputs["y"]);
        Assert.InRange(result.Timing.Cycles, 32, 60);
    }

    [Fact]
    public void TooShallowARowIsADeadlockWithItsCure()
    {
        var simulator = new Simulator(Chain(32, 4, 3));
        var e = Assert.Throws<DeadlockException>(() => simulator.Time(new Dictionary<string, long> { ["rows"] = 3 }));
        Assert.Equal(
            """
            MR0402: network 'chain' cannot progress: 2 processes wait
              row_max (after 3 firings) waits for room in 'row_max.row', which holds 3 of 3
              subtract (after 0 firings) waits for an element of 'row_max.max', which is empty
              circle of waits: row_max -> subtract -> row_max
              smallest depths that cure it: row_max.row = 8
            """.ReplaceLineEndings("\n"),
            e.Message);
    }

    [Fact]
    public void FullRateDepthsAreFoundAndSuffice()
    {
        var design = Design.Of(Chain(32, 4, null));
        var launch = new Dictionary<string, long> { ["rows"] = 5 };
        var depths = ChannelDepths.ForFullRate(design, launch);
        var full = new TimingSimulation(design.WithDepths(depths)).Run(launch).Cycles;
        Assert.Equal(new TimingSimulation(design.WithDepths(depths.ToDictionary(d => d.Key, _ => 10_000))).Run(launch).Cycles, full);
        var less = depths.ToDictionary(d => d.Key, d => d.Key == "row_max.row" ? d.Value - 1 : d.Value);
        Assert.True(new TimingSimulation(design.WithDepths(less)).Run(launch).Cycles > full);
    }
}
