using System.Numerics;
using CsCheck;
using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Multiply-accumulate arrays of the sizes accelerators use, where the simulator takes short cuts: at both sides of each condition for them.</summary>
public class LargeDotTests
{
    [Fact]
    public void EqualUnlimitedIntegers()
    {
        (int Rows, int Columns, int Depth)[] shapes = [(1, 8, 16), (3, 16, 32), (8, 1, 48), (16, 1, 16), (1, 1, 64), (2, 8, 17), (2, 7, 16), (4, 8, 1), (1, 24, 16), (8, 8, 16)];
        ScalarType[] types = [Int(4), Int(8), UInt(8), Int(15), UInt(14), Int(16), UInt(15), Int(9), Bool, Fixed(8, 3), Int(33)];
        var samples = Gen.Select(Gen.Int[0, shapes.Length - 1], Gen.Int[0, types.Length - 1], Gen.Int[0, types.Length - 1], Gen.Int);
        Samples.Check(samples, 160, s =>
        {
            var ((rows, columns, depth), ta, tb) = (shapes[s.Item1], types[s.Item2], types[s.Item3]);
            var (a, b) = (new Operand(Vec(ta, rows * depth), s.Item4), new Operand(Vec(tb, columns * depth), s.Item4 + 1));
            var operation = new Operation("outer_dot", (x, y) => OuterDot(x, y, rows, columns), (x, y) => Outer(x, y, depth), ta.Fraction + tb.Fraction, IsTight: true);
            Assert.Equal(1, OperationCheck.Run(a, b, [operation]));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void WordsOfSignedBytesOfAnyLengthAreLoaded(int lanes)
    {
        var memory = new OffChipMemory("memory", Vec(Int(8), lanes), 3, new OffChipTiming());
        var process = Process.Define("p", p =>
        {
            var (port, y) = (p.LoadPort("memory", Vec(Int(8), lanes)), p.Out("y", Vec(Int(8), lanes)));
            p.Loop("i", 3, i => y.Write(port.Load(2 - i)));
        });
        var run = new RunSimulation(Design.Of(Network.Of(process, memory)));
        new Random(lanes).NextBytes(run[memory].Bytes);
        var words = run[memory].Bytes.Select(b => (long)(sbyte)b).Chunk(lanes).ToList();
        Assert.Equal([.. words[2], .. words[1], .. words[0]], run.Run(Launch.None, new Dictionary<string, long[]>())["y"]);
    }

    private static BigInteger[] Outer(BigInteger[] a, BigInteger[] b, int depth) =>
        [.. from row in a.Chunk(depth) from column in b.Chunk(depth) select row.Zip(column, (x, y) => x * y).Aggregate((x, y) => x + y)];
}
