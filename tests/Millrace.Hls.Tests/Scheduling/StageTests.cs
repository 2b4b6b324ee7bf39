using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Each operation takes its stages; a write leaves when its value is there.</summary>
public class StageTests
{
    private static readonly HardwareType X = Vec(Int(8), 8);

    public static TheoryData<string, int> Operations => new()
    {
        { "none", 0 }, { "add", 1 }, { "compare", 1 }, { "multiply", 3 }, { "wide", 5 }, { "logic", 0 }, { "select", 1 }, { "wrap", 0 }, { "saturate", 1 }, { "shift", 0 },
        { "round", 1 }, { "barrel", 1 }, { "barrel_constant", 1 }, { "barrel_round", 2 }, { "reduce", 3 }, { "reduce_groups", 2 }, { "dot", 6 }, { "table", 2 }, { "slice", 0 }, { "load", 17 },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void AWriteLeavesWhenItsValueIsThere(string operation, int latency)
    {
        var memory = new OffChipMemory("memory", Int(8), 16, new OffChipTiming(ReadLatency: 17));
        var process = Process.Define("p", p =>
        {
            var x = p.In("x", X);
            var port = operation == "load" ? p.LoadPort("m", Int(8)) : null;
            var table = p.Table("t", Int(8), Enumerable.Repeat(0L, 256));
            p.Loop("i", 2, _ =>
            {
                var v = x.Read();
                Value result = operation switch
                {
                    "none" => v,
                    "add" => v + 1,
                    "compare" => v < 3,
                    "multiply" => v * v,
                    "wide" => v.Wrap(Int(30)) * v.Wrap(Int(20)),
                    "logic" => v & 15,
                    "select" => Select(v < 3, v, 0),
                    "wrap" => v.Wrap(Int(4)),
                    "saturate" => v.Saturate(Int(4)),
                    "shift" => v << 2,
                    "round" => v.RoundShift(2),
                    "barrel" => v.ShiftRight(v.Wrap(UInt(3))),
                    "barrel_constant" => v.ShiftRight(Constant(2)),
                    "barrel_round" => v.RoundShift(v.Wrap(UInt(3))),
                    "reduce" => v.ReduceAdd(),
                    "reduce_groups" => v.ReduceAdd(4),
                    "dot" => Dot(v, v),
                    "table" => table[v.Wrap(UInt(8))],
                    "slice" => v.Slice(2, 3),
                    _ => port!.Load(v.Lane(0).Wrap(UInt(4))),
                };
                p.Out("y", result.Type).Write(result);
            });
        });
        var instance = Design.Of(Network.Of(process, operation == "load" ? [memory] : [])).Processes[0];
        Assert.Equal(latency, Assert.Single(instance.Channels, c => !c.IsRead).Latency);
        Assert.Equal(latency, instance.Schedule.Depth);
        Assert.Equal(1, instance.Schedule.InitiationInterval);
    }

    [Fact]
    public void TheLatestOperandDecides()
    {
        var process = Process.Define("p", p =>
        {
            var (x, y, z) = (p.In("x", Int(8)), p.Out("y", Int(20)), p.Out("z", Int(9)));
            p.Loop("i", 2, _ =>
            {
                var v = x.Read();
                y.Write(((v * v) + (v + 1)).Wrap(Int(20)));
                z.Write(v + 1);
            });
        });
        Assert.Equal([4, 1], Design.Of(Network.Of(process)).Processes[0].Channels.Where(c => !c.IsRead).Select(c => c.Latency));
    }
}
