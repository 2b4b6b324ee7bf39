using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>On-chip memories: a read sees the writes of earlier firings, and of no others.</summary>
public class MemoryTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 50)]
    public void AReadComesBeforeTheWriteOfItsFiring(int lanes, int width)
    {
        var type = lanes == 1 ? (HardwareType)Int(width) : Vec(Int(width), lanes);
        var process = Process.Define("p", p =>
        {
            var (x, y) = (p.In("x", type), p.Out("y", type));
            p.Loop("i", 6, i =>
            {
                var memory = p.Memory("m", type, 2);
                y.Write(memory.Read(i.Modulo(2)));
                memory.Write(i.Modulo(2), x.Read());
            });
        });
        var x = Enumerable.Range(1, 6 * lanes).Select(v => (long)v).ToArray();
        Assert.Equal([.. new long[2 * lanes], .. x[..(4 * lanes)]], Launch.Run(process, ("x", x))["y"]);
    }

    [Fact]
    public void KeepTheirContentsFromLaunchToLaunch()
    {
        var process = Process.Define("p", p =>
        {
            var y = p.Out("y", UInt(8));
            p.Loop("i", 3, i =>
            {
                var memory = p.Memory("m", UInt(8), 3, initial: [10, 20, 30]);
                var old = memory.Read(i);
                y.Write(old);
                memory.Write(i, (old + 1).Wrap(UInt(8)), when: i < 2);
            });
        });
        var run = new RunSimulation(Design.Of(Network.Of(process)));
        Assert.Equal([10, 20, 30], run.Run(Launch.None, new Dictionary<string, long[]>())["y"]);
        Assert.Equal([11, 21, 30], run.Run(Launch.None, new Dictionary<string, long[]>())["y"]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(50)]
    public void PartsAreWrittenSeparately(int width)
    {
        var process = Process.Define("p", p =>
        {
            var (x, y) = (p.In("x", Vec(Int(width), 2)), p.Out("y", Vec(Int(width), 6)));
            p.Loop("i", 8, i =>
            {
                var memory = p.Memory("m", Vec(Int(width), 6), 2, parts: 3);
                y.Write(memory.Read(i.Divide(4)));
                memory.Write(i.Divide(4), x.Read(), part: i.Modulo(3));
            });
        });
        var x = Enumerable.Range(1, 16).Select(v => (long)v).ToArray();
        var words = new long[2][] { new long[6], new long[6] };
        var expected = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            expected.AddRange(words[i / 4]);
            x.AsSpan(i * 2, 2).CopyTo(words[i / 4].AsSpan(i % 3 * 2));
        }

        Assert.Equal(expected, Launch.Run(process, ("x", x))["y"]);
    }
}
