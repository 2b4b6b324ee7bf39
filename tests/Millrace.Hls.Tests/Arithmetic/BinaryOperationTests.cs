using System.Numerics;
using CsCheck;
using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Operations on two operands of any width, sign, binary point and lane count.</summary>
public class BinaryOperationTests
{
    [Fact]
    public void EqualUnlimitedIntegers()
    {
        var shapes = Gen.OneOf(
            Gen.Const((0, 0)), Gen.Int[1, 20].Select(n => (n, 0)), Gen.Int[1, 20].Select(n => (0, n)), Gen.Int[1, 20].Select(n => (n, n)));
        var operands = shapes.SelectMany(s => Gen.Select(Operand.Of(Gen.Const(s.Item1)), Operand.Of(Gen.Const(s.Item2))));
        var checks = 0;
        Samples.Check(operands, 160, s => checks += OperationCheck.Run(s.Item1, s.Item2, Operations(s.Item1.Type.Element, s.Item2.Type.Element)));
        Assert.True(checks > 1500, $"{checks} operations");
    }

    private static List<Operation> Operations(ScalarType a, ScalarType b)
    {
        var fraction = Math.Max(a.Fraction, b.Fraction);
        var list = new List<Operation>
        {
            Aligned("add", (x, y) => x + y, (x, y) => x + y, true),
            Aligned("subtract", (x, y) => x - y, (x, y) => x - y, true),
            new("multiply", (x, y) => x * y, Lanewise((x, y) => x * y), a.Fraction + b.Fraction, true),
            Aligned("min", Min, BigInteger.Min, false),
            Aligned("max", Max, BigInteger.Max, false),
            Aligned("and", (x, y) => x & y, (x, y) => x & y, false),
            Aligned("or", (x, y) => x | y, (x, y) => x | y, false),
            Aligned("xor", (x, y) => x ^ y, (x, y) => x ^ y, false),
            Compare("less", (x, y) => x < y, (x, y) => x < y),
            Compare("greater", (x, y) => x > y, (x, y) => x > y),
            Compare("less_or_equal", (x, y) => x <= y, (x, y) => x <= y),
            Compare("greater_or_equal", (x, y) => x >= y, (x, y) => x >= y),
            Compare("equal", (x, y) => x.EqualTo(y), (x, y) => x == y),
        };
        if (a.Fraction == b.Fraction)
        {
            list.Add(Aligned("select", (x, y) => Select(x < y, y, x), BigInteger.Max, false));
            list.Add(new("select_scalar", (x, y) => Select((x.Type.IsVector ? x.Lane(0) : x) < 0, x, y), (x, y) => Lanewise((u, v) => x[0] < 0 ? u : v)(x, y), fraction));
        }

        return list;

        Operation Aligned(string name, Func<Value, Value, Value> build, Func<BigInteger, BigInteger, BigInteger> expect, bool tight) =>
            new(name, build, Lanewise((x, y) => expect(x << (fraction - a.Fraction), y << (fraction - b.Fraction))), fraction, tight && a.Fraction == b.Fraction);

        Operation Compare(string name, Func<Value, Value, Value> build, Func<BigInteger, BigInteger, bool> expect) =>
            Aligned(name, build, (x, y) => expect(x, y) ? 1 : 0, false) with { Fraction = 0 };
    }

    private static Func<BigInteger[], BigInteger[], BigInteger[]> Lanewise(Func<BigInteger, BigInteger, BigInteger> of) =>
        (a, b) => [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => of(a.Length == 1 ? a[0] : a[i], b.Length == 1 ? b[0] : b[i]))];
}
