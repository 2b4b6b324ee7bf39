using System.Numerics;
using CsCheck;
using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Operations that move lanes or bring them together.</summary>
public class VectorOperationTests
{
    [Fact]
    public void EqualUnlimitedIntegers()
    {
        // 24 and 12 lanes can be cut in many ways.
        var lanes = Gen.Int[0, 2].Select(i => new[] { 1, 12, 24 }[i]);
        var samples = Gen.Select(Operand.Of(lanes), Operand.Of(lanes), Gen.Int);
        var checks = 0;
        Samples.Check(samples, 120, s => checks += OperationCheck.Run(s.Item1, s.Item2, Operations(s.Item1.Type, s.Item2.Type, new Random(s.Item3))));
        Assert.True(checks > 1200, $"{checks} operations");
    }

    private static List<Operation> Operations(HardwareType a, HardwareType b, Random random)
    {
        var (n, f) = (a.Lanes, a.Element.Fraction);
        var size = Divisor(n);
        var (start, count) = (random.Next(n), 1);
        count = random.Next(1, n - start + 1);
        var index = Math.Max(1, BitOperations.Log2((uint)(n / size)));
        var list = new List<Operation>
        {
            Of("reduce_add", x => x.ReduceAdd(), x => [Sum(x)], f, true),
            Of("reduce_max", x => x.ReduceMax(), x => [x.Max()], f),
            Of("reduce_min", x => x.ReduceMin(), x => [x.Min()], f),
            Of("group_add", x => x.ReduceAdd(size), x => [.. x.Chunk(size).Select(Sum)], f, true),
            Of("group_max", x => x.ReduceMax(size), x => [.. x.Chunk(size).Select(c => c.Max())], f),
            Of("lane", x => x.Lane(start), x => [x[start]], f),
            Of("slice", x => x.Slice(start, count), x => x[start..(start + count)], f),
            Of("repeat", x => x.Repeat(3), x => [.. x, .. x, .. x], f),
            Of("repeat_each", x => x.RepeatEach(3), x => [.. x.SelectMany(l => Enumerable.Repeat(l, 3))], f),
            Of("repeat_lane", x => x.Lane(start).Repeat(5), x => [.. Enumerable.Repeat(x[start], 5)], f),
            Of("lane_numbers", _ => LaneNumbers(7), _ => [.. Enumerable.Range(0, 7).Select(i => (BigInteger)i)], 0),
        };
        if (n / size > 1)
            list.Add(Of("chunk", x => x.Chunk(x.Lane(0).Wrap(UInt(index)), size), x => x.Chunk(size).ElementAt(Chosen(x[0])), f));
        if (b.Element.Fraction == f)
            list.Add(new("concat", (x, y) => Concat(x, y, x.Lane(0)), (x, y) => [.. x, .. y, x[0]], f));
        foreach (var to in new[] { 1, 2, 4, 8, 16, 32, 64 }.Where(w => w <= 63 && (a.Bits % w) == 0 && Math.Max(w, a.Element.Width) % Math.Min(w, a.Element.Width) == 0))
        {
            var element = new ScalarType(to, random.Next(2) == 0);
            list.Add(Of("reinterpret" + to, x => x.Reinterpret(Vec(element, a.Bits / to)), x => LaneMath.Reinterpret(x, a.Element.Width, element), 0));
        }

        var depth = Divisor((int)BigInteger.GreatestCommonDivisor(a.Lanes, b.Lanes));
        var (rows, columns) = (a.Lanes / depth, b.Lanes / depth);
        list.Add(new("outer_dot", (x, y) => OuterDot(x, y, rows, columns), (x, y) => Outer(x, y, depth), f + b.Element.Fraction, true));
        if (a.Lanes == b.Lanes)
            list.Add(new("dot", Dot, (x, y) => Outer(x, y, a.Lanes), f + b.Element.Fraction, true));
        return list;

        int Divisor(int of) => Enumerable.Range(1, of).Where(d => of % d == 0).OrderBy(_ => random.Next()).First();

        int Chosen(BigInteger lane) => (int)(lane & ((1 << index) - 1));
    }

    private static BigInteger Sum(IEnumerable<BigInteger> lanes) => lanes.Aggregate((x, y) => x + y);

    private static BigInteger[] Outer(BigInteger[] a, BigInteger[] b, int depth) =>
        [.. from row in a.Chunk(depth) from column in b.Chunk(depth) select Sum(row.Zip(column, (x, y) => x * y))];

    private static Operation Of(string name, Func<Value, Value> build, Func<BigInteger[], BigInteger[]> expect, int fraction, bool tight = false) =>
        new(name, (x, _) => build(x), (x, _) => expect(x), fraction, tight);
}
