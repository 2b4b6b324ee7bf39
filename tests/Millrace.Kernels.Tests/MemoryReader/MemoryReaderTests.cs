using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed record MemoryReaderParameters(HardwareType Word, int Words, params (int Start, int Count, int Times)[] Launches) : IKernelParameters<MemoryReaderParameters>
{
    public static IReadOnlyDictionary<string, MemoryReaderParameters> Sets { get; } = new Dictionary<string, MemoryReaderParameters>
    {
        ["one byte"] = new(Int(8), 1, (0, 1, 1), (0, 1, 3)),
        ["words of eleven"] = new(Vec(Int(8), 11), 48, (0, 48, 1), (5, 11, 3), (47, 1, 2)),
        ["words of three, 32 bits"] = new(Vec(Int(32), 3), 20, (3, 9, 2)),
        ["unsigned, 16 bits"] = new(Vec(UInt(16), 4), 8, (0, 8, 1)),
        ["64 bits"] = new(Int(64), 9, (2, 7, 2)),
    };

    public OffChipMemory Memory(OffChipTiming? timing = null) => new("memory", Word, Words, timing ?? new());

    public Network Define(OffChipMemory memory) => Network.Of(MemoryReader.Define(Word, new Argument("start"), new Argument("count"), new Argument("times")), memory);

    public KernelUnderTest Make(Random random)
    {
        var memory = Memory();
        var lanes = Integers.Draw(random, Word.Element.MinValue, Math.Min(Word.Element.MaxValue, long.MaxValue - 1), Words * Word.Lanes);
        return new()
        {
            Network = Define(memory),
            Prepare = simulation => simulation[memory].Use([.. lanes.SelectMany(v => BitConverter.GetBytes(v).Take(Word.Element.Width / 8))]),
            Launches = [.. Launches.Select(l => new KernelLaunch(
                KernelRun.Arguments(("start", l.Start), ("count", l.Count), ("times", l.Times)),
                KernelRun.Elements(),
                KernelRun.Elements(("y", [.. Enumerable.Repeat(lanes.Skip(l.Start * Word.Lanes).Take(l.Count * Word.Lanes), l.Times).SelectMany(v => v)]))))],
            FullRate = KernelRun.Arguments(("start", 0), ("count", Words), ("times", 9)),
        };
    }
}

public sealed class MemoryReaderTests : KernelTests<MemoryReaderParameters>
{
    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(3, 2, 150)]
    [InlineData(4, 1, 400)]
    public void A_hundred_words_more_cost_what_the_memory_takes(int numerator, int denominator, int cycles)
    {
        var p = new MemoryReaderParameters(Int(8), 1000);
        var design = Design.Of(p.Define(p.Memory(new(CyclesNumerator: numerator, CyclesDenominator: denominator))));
        Assert.Equal(cycles, KernelRun.Cycles(design, ("start", 0), ("count", 300), ("times", 2)) - KernelRun.Cycles(design, ("start", 0), ("count", 250), ("times", 2)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(500)]
    public void The_latency_is_paid_once(int latency)
    {
        var p = new MemoryReaderParameters(Int(8), 1000);
        var y = new TimingSimulation(Design.Of(p.Define(p.Memory(new(ReadLatency: latency))))).Run(KernelRun.Arguments(("start", 0), ("count", 1000), ("times", 1))).Outputs["y"];
        Assert.Equal(Enumerable.Range(latency + 1, 1000).Select(v => (long)v), y);
    }
}
