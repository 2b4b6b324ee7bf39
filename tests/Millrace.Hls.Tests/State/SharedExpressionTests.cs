using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>One expression object in several loops: each evaluates it where it stands.</summary>
public class SharedExpressionTests
{
    [Fact]
    public void ATripCountMayBeUsedByAnOuterAndAnInnerLoop()
    {
        var rows = new Argument("rows", 10);
        var process = Process.Define("nest", p =>
        {
            var y = p.Out("y", UInt(8));
            p.Loop("i", rows * 2, i => p.Loop("j", rows, j => p.Loop("k", rows, k => y.Write((i + j + k).ToValue().Wrap(UInt(8))))));
        });
        var result = new Simulator(Network.Of(process)).Launch(new Dictionary<string, long> { ["rows"] = 3 }, new Dictionary<string, long[]>());
        var expected = from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 3) select (long)(i + j + k);
        Assert.Equal(expected, result.Outputs["y"]);
        Assert.Equal(54, result.Timing.Firings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsReadUnderAGuardOrChosenCanBeStored(bool wide)
    {
        var type = Vec(wide ? Int(64) : Int(8), 4);
        var memory = new OffChipMemory("memory", type, 4, new OffChipTiming());
        var network = Network.Define("store", n => n.Out("done", n.Add(
            Process.Define("store", p =>
            {
                var x = p.In("x", type);
                var target = p.StorePort("memory", type);
                var done = p.Out("done", Bool);
                p.Loop("i", 4, i =>
                {
                    var held = p.Register("held", type);
                    var value = Select(i.IsFirst, x.Read(when: i.IsFirst), held);
                    held.Set(value);
                    done.Write(target.Store(i, value));
                });
            }),
            n.In("x", type), memory)));
        var simulator = new Simulator(network);
        simulator.Launch(new Dictionary<string, long>(), new Dictionary<string, long[]> { ["x"] = [1, -2, 3, -4] });
        var bytes = simulator.Data[memory].Bytes;
        var size = wide ? 8 : 1;
        for (var i = 0; i < 16; i++)
            Assert.Equal((sbyte)new[] { 1, -2, 3, -4 }[i % 4], (sbyte)bytes[i * size]);
    }
}
