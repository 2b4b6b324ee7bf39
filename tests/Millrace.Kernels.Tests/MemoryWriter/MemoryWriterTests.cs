using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record MemoryWriterParameters(HardwareType Word, int Words, params (int Start, int Count)[] Launches) : IKernelParameters<MemoryWriterParameters>
{
    public static IReadOnlyDictionary<string, MemoryWriterParameters> Sets { get; } = new Dictionary<string, MemoryWriterParameters>
    {
        ["one byte"] = new(Int(8), 1, (0, 1), (0, 1)),
        ["words of eleven"] = new(Vec(Int(8), 11), 48, (0, 48), (5, 11), (47, 1)),
        ["words of three, 32 bits"] = new(Vec(Int(32), 3), 20, (3, 9)),
        ["64 bits"] = new(Int(64), 9, (2, 7)),
    };

    public OffChipMemory Memory(OffChipTiming? timing = null) => new("memory", Word, Words, timing ?? new());

    public Network Define(OffChipMemory memory) => Network.Of(MemoryWriter.Define(Word, new Argument("start"), new Argument("count")), memory);

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(Memory()),
        Launches = [.. Launches.Select(l => new KernelLaunch(
            KernelRun.Arguments(("start", l.Start), ("count", l.Count)), KernelRun.Elements(("x", Data(random, l.Count))), KernelRun.Elements(("done", [1]))))],
        FullRate = KernelRun.Arguments(("start", 0), ("count", Words)),
    };

    public long[] Data(Random random, int words) => Integers.Draw(random, Word.Element.MinValue, Math.Min(Word.Element.MaxValue, long.MaxValue - 1), words * Word.Lanes);
}

public sealed class MemoryWriterTests : KernelTests<MemoryWriterParameters>
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Words_go_to_their_place_and_nothing_else_is_touched(string name)
    {
        var p = MemoryWriterParameters.Sets[name];
        var (memory, random, width) = (p.Memory(), new Random(1), p.Word.Element.Width / 8);
        var simulation = new RunSimulation(Design.Of(p.Define(memory)));
        Array.Fill(simulation[memory].Bytes, (byte)99);
        var expected = simulation[memory].Bytes.ToArray();
        foreach (var (start, count) in p.Launches)
        {
            var x = p.Data(random, count);
            simulation.Run(KernelRun.Arguments(("start", start), ("count", count)), KernelRun.Elements(("x", x)));
            for (var i = 0; i < x.Length; i++)
                BitConverter.GetBytes(x[i]).AsSpan(0, width).CopyTo(expected.AsSpan(((start * p.Word.Lanes) + i) * width));
        }

        Assert.Equal(expected, simulation[memory].Bytes);
    }

    // The last of n words comes in cycle n, is acknowledged after the write latency, and its token is there a cycle later.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(32, 11)]
    [InlineData(200, 48)]
    public void It_is_done_when_the_last_word_is_acknowledged(int latency, int count)
    {
        var p = new MemoryWriterParameters(Int(8), 48);
        var done = new TimingSimulation(Design.Of(p.Define(p.Memory(new(WriteLatency: latency))))).Run(KernelRun.Arguments(("start", 0), ("count", count))).Outputs["done"];
        Assert.Equal([count + latency + 1L], done);
    }

    [Fact]
    public void A_slow_memory_bounds_by_its_rate()
    {
        var p = new MemoryWriterParameters(Int(8), 1000);
        var design = Design.Of(p.Define(p.Memory(new(CyclesNumerator: 5, CyclesDenominator: 2))));
        Assert.Equal(250, KernelRun.Cycles(design, ("start", 0), ("count", 300)) - KernelRun.Cycles(design, ("start", 0), ("count", 200)));
    }
}
