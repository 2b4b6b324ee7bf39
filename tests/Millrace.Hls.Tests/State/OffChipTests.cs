using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Off-chip memories: bytes as the host wrote them, lanes little-endian, order by acknowledgement.</summary>
public class OffChipTests
{
    [Theory]
    [InlineData(8, true)]
    [InlineData(8, false)]
    [InlineData(16, true)]
    [InlineData(16, false)]
    [InlineData(32, true)]
    [InlineData(32, false)]
    [InlineData(64, true)]
    public void WordsGoOutAndComeBack(int width, bool signed)
    {
        var word = Vec(new ScalarType(width, signed), 4);
        var memory = new OffChipMemory("memory", word, 8, new OffChipTiming());
        var store = Process.Define("store", p =>
        {
            var (port, x) = (p.StorePort("memory", word), p.In("x", word));
            p.Loop("i", 4, i => port.Store(i * 2, x.Read(), when: i < 4));
        });
        var type = word.Element;
        long[] x = [.. new[] { type.MinValue, type.MaxValue, type.Wrap(-1), 1 }.SelectMany(v => new[] { v, 0, type.Wrap(v + 5), type.Wrap(~v) })];
        var stored = new RunSimulation(Design.Of(Network.Of(store, memory)));
        stored.Run(Launch.None, new Dictionary<string, long[]> { ["x"] = x });
        Assert.Equal(Bytes(x, width), stored[memory].Bytes.Chunk(word.Bits / 8).Where((_, i) => i % 2 == 0).SelectMany(b => b));

        var load = Process.Define("load", p =>
        {
            var (port, y) = (p.LoadPort("memory", word), p.Out("y", word));
            p.Loop("i", 4, i => y.Write(port.Load(i * 2, when: !i.Is(1))));
        });
        var loaded = new RunSimulation(Design.Of(Network.Of(load, memory)));
        stored[memory].Bytes.CopyTo(loaded[memory].Bytes, 0);
        Assert.Equal([.. x[..4], 0, 0, 0, 0, .. x[8..]], loaded.Run(Launch.None, new Dictionary<string, long[]>())["y"]);
    }

    [Fact]
    public void AScalarWordOfWideElementsGoesOutAndComesBack()
    {
        var memory = new OffChipMemory("memory", Int(64), 2, new OffChipTiming());
        var process = Process.Define("p", p =>
        {
            var (port, y) = (p.LoadPort("memory", Int(64)), p.Out("y", Int(64)));
            p.Loop("i", 2, i => y.Write(port.Load(i)));
        });
        var run = new RunSimulation(Design.Of(Network.Of(process, memory)));
        BitConverter.GetBytes(long.MinValue).CopyTo(run[memory].Bytes, 0);
        BitConverter.GetBytes(-2L).CopyTo(run[memory].Bytes, 8);
        Assert.Equal([long.MinValue, -2], run.Run(Launch.None, new Dictionary<string, long[]>())["y"]);
    }

    [Fact]
    public void AnAcknowledgementLetsAnotherProcessLoadWhatWasStored()
    {
        var memory = new OffChipMemory("memory", Int(32), 16, new OffChipTiming(ReadLatency: 10, WriteLatency: 25));
        var network = Network.Define("n", n =>
        {
            var stored = n.Add(
                Process.Define("store", p =>
                {
                    var (port, x, done) = (p.StorePort("memory", Int(32)), p.In("x", Int(32)), p.Out("done", Bool));
                    p.Loop("i", 16, i => done.Write(port.Store(i, x.Read()), when: i.IsLast));
                }), memory, n.In("x", Int(32)));
            n.Out("y", n.Add(
                Process.Define("load", p =>
                {
                    var (port, done, y) = (p.LoadPort("memory", Int(32)), p.In("done", Bool), p.Out("y", Int(33)));
                    p.Loop("i", 16, i =>
                    {
                        var first = done.Read(when: i.IsFirst);
                        y.Write(port.Load(15 - i) + first);
                    });
                }), memory, stored));
        });
        var x = Enumerable.Range(100, 16).Select(v => (long)v).ToArray();
        var result = new Simulator(network).Launch(Launch.None, new Dictionary<string, long[]> { ["x"] = x });
        Assert.Equal(x.Reverse().Select((v, i) => i == 0 ? v + 1 : v), result.Outputs["y"]);

        // The host offers element i at cycle i, one cycle later it is there. The last store, at cycle 16, is acknowledged 25 cycles later, the load fires one cycle after that.
        Assert.Equal(16 + 25 + 1, result.Timing.Processes[1].First);
    }

    private static IEnumerable<byte> Bytes(long[] lanes, int width) => lanes.SelectMany(l => BitConverter.GetBytes(l)[..(width / 8)]);
}
