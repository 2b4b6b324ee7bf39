using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cosimulation.Tests;

/// <summary>What lives from firing to firing and from launch to launch, as C++.</summary>
public class HlsStateTests
{
    [Fact]
    public void RegistersAreSetAtOnce() => Check(p =>
    {
        var (x, y) = (p.In("x", Int(8)), p.Out("y", Vec(Int(8), 3)));
        p.Loop("i", 20, i =>
        {
            // Two that change places, and one that follows.
            var (a, b, c) = (p.Register("a", Int(8), 1), p.Register("b", Int(8), 2), p.Register("c", Int(8)));
            var v = x.Read();
            a.Set(b);
            b.Set(Select(i.Modulo(5).Is(0), v, a));
            c.Set(b, when: i.Modulo(2).Is(1));
            y.Write(Concat(a, b, c));
        });
    }, 20);

    [Fact]
    public void MemoriesKeepTheirContentsAndShowEarlierFirings() => Check(p =>
    {
        var (x, y, rom) = (p.In("x", Vec(Int(7), 2)), p.Out("y", Vec(Int(7), 4)), p.Out("rom", Vec(Int(5), 2)));
        var memory = p.Memory("kept", Vec(Int(7), 4), 4, parts: 2);
        var constants = p.Memory("constants", Vec(Int(5), 2), 3, initial: [1, -2, 3, -4, 5, -6]);
        var counts = p.Memory("counts", UInt(9), 2, initial: [7, 8]);
        var counted = p.Out("counted", UInt(9));
        p.Loop("i", 21, i =>
        {
            y.Write(memory.Read(i.Modulo(4)));
            memory.Write((i + 1).Modulo(4), x.Read(), when: i.Modulo(3) < 2, part: i.Modulo(2));
            rom.Write(constants.Read(i.Modulo(3)));
            var count = counts.Read(i.Modulo(2));
            counts.Write(i.Modulo(2), (count + 1).Wrap(UInt(9)));
            counted.Write(count);
        });
    }, 21);

    [Fact]
    public void GuardedReadsAreZeroElsewhereAndLoopsMayNotRun() => Check(p =>
    {
        var (x, y, rows) = (p.In("x", Vec(Int(7), 2)), p.Out("y", Vec(Int(7), 2)), p.Argument("rows"));
        p.Loop("row", rows, row => p.Loop("column", IndexExpression.Max(0, (row - 1).Divide(1)), column =>
            y.Write(x.Read(when: column.IsFirst | column.IsLast))));
    }, words: 5, ("rows", 5));

    [Fact]
    public void AProcessWithoutLoopsFiresOnce() => Check(p =>
    {
        var (x, y) = (p.In("x", Int(64)), p.Out("y", Int(64)));
        y.Write(x.Read());
    }, 1);

    private static void Check(Action<ProcessBuilder> body, int words, params (string Name, long Value)[] arguments)
    {
        var process = Process.Define("process", body);
        var design = Design.Of(Network.Of(process));
        var random = new Random(3);
        var counts = design.Inputs.ToDictionary(i => i.Name, _ => (long)words);
        HlsRun.AssertEqual(design, [Launch(), Launch(), Launch()]);

        (IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>) Launch() =>
            (arguments.ToDictionary(a => a.Name, a => a.Value), RandomLaunch.Inputs(design, counts, random));
    }
}
