using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cosimulation.Tests;

/// <summary>Every operation of the language as C++, on operands of many widths, signs, points and lane counts.</summary>
public class HlsOperationTests
{
    private const int Words = 200;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void OperationsHaveTheBitsOfTheRunFace(int seed)
    {
        var random = new Random(seed);
        var design = Design.Of(Network.Define("operations", n =>
        {
            for (var i = 0; i < 4; i++)
            {
                var process = Operations($"p{i}", random);
                var added = n.Add(process, [.. process.Inputs.Select(p => (Connection)n.In($"{p.Name}_{i}", p.Type))]);
                foreach (var port in process.Outputs)
                    n.Out($"{port.Name}_{i}", added[port.Name]);
            }
        }));
        Assert.True(design.Outputs.Count > 60, $"{design.Outputs.Count} operations");
        var words = design.Inputs.ToDictionary(i => i.Name, _ => (long)Words);
        HlsRun.AssertEqual(design, [(new Dictionary<string, long>(), RandomLaunch.Inputs(design, words, random))]);
    }

    private static Process Operations(string name, Random random) => Process.Define(name, p =>
    {
        var lanes = random.Next(3) switch { 0 => 1, 1 => 2, _ => 6 };
        var (one, other) = (Type(random), Type(random));
        HardwareType a = lanes == 1 ? one : Vec(one, lanes), b = random.Next(3) > 0 && lanes > 1 ? Vec(other, lanes) : other;
        var (x, y, bits) = (p.In("x", a), p.In("y", b), p.In("bits", UInt(6)));
        var outputs = 0;
        var narrow = new ScalarType(random.Next(1, 20), random.Next(2) == 0);
        var table = p.Table("squares", UInt(8), Enumerable.Range(0, 16).Select(i => (long)i * i));
        p.Loop("i", Words, i =>
        {
            var (u, v, k) = (x.Read(), y.Read(), bits.Read());
            Try(() => u + v);
            Try(() => u - v);
            Try(() => u * v);
            Try(() => Min(u, v));
            Try(() => Max(u, v));
            Try(() => u & v);
            Try(() => u | v);
            Try(() => u ^ v);
            Try(() => u < v);
            Try(() => u <= v);
            Try(() => u.EqualTo(v));
            Try(() => Select(u < v, u, v));
            Try(() => Select(i.Modulo(3).Is(1), u, 5));
            Try(() => (u + v) * 3 - i);
            Try(() => u.Wrap(narrow));
            Try(() => u.Saturate(narrow));
            Try(() => (u + v).Saturate(narrow));
            Try(() => u << 5);
            Try(() => u >> 3);
            Try(() => u.RoundShift(4));
            Try(() => u.RoundShift(1));
            Try(() => u.ShiftLeft(k));
            Try(() => u.ShiftRight(k));
            Try(() => u.RoundShift(k));
            Try(() => u.Wrap(new ScalarType(Math.Min(63, one.Width), false)).LeadingZeros());
            Try(() => table[u.Wrap(UInt(4))]);
            Try(() => u.ReduceAdd());
            Try(() => u.ReduceMax());
            Try(() => (u + 1).ReduceMin());
            Try(() => u.ReduceAdd(2));
            Try(() => u.ReduceMax(2));
            Try(() => u.Lane(lanes - 1));
            Try(() => u.Slice(lanes / 2, lanes / 2));
            Try(() => u.Chunk(k.Wrap(UInt(1)), lanes / 2));
            Try(() => u.Repeat(2));
            Try(() => (u + v).RepeatEach(3));
            Try(() => Concat(u, v, 7, v));
            Try(() => Dot(u, u));
            Try(() => OuterDot(u, u, 2, 2));
            Try(() => OuterDot(u, u, lanes, lanes));
            Try(() => LaneNumbers(lanes) + u);
            Try(() => Constant(Enumerable.Range(0, lanes).Select(l => (long)(l * l) - 3).ToArray()) * u);
            Try(() => u.Wrap(Int(6)).Reinterpret(Vec(UInt(3), 2 * lanes)));
            Try(() => u.Wrap(Int(7)).Repeat(4).Reinterpret(Vec(Int(28), lanes)));
        });

        // An operation that these types have not, or whose result is too wide, is left out.
        void Try(Func<Value> operation)
        {
            try
            {
                var value = operation();
                p.Out($"z{outputs}", value.Type).Write(value);
                outputs++;
            }
            catch (DiagnosticException)
            {
            }
        }
    });

    private static ScalarType Type(Random random)
    {
        var width = random.Next(4) == 0 ? random.Next(25, 63) : random.Next(1, 25);
        return new ScalarType(width, random.Next(2) == 0, random.Next(4) == 0 ? random.Next(1, 4) : 0);
    }
}
