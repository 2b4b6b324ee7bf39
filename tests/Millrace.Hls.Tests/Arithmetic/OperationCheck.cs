using System.Numerics;

namespace Millrace.Hls.Tests;

/// <summary>One operation: how it is written, and what it means.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Build">Makes it from the operands.</param>
/// <param name="Expect">Its result from the operands' lanes.</param>
/// <param name="Fraction">Fraction bits of the result.</param>
/// <param name="IsTight">True if no narrower type would do.</param>
internal sealed record Operation(string Name, Func<Value, Value, Value> Build, Func<BigInteger[], BigInteger[], BigInteger[]> Expect, int Fraction = 0, bool IsTight = false);

/// <summary>Runs operations on two operands in one process and compares every lane with unlimited integers.</summary>
internal static class OperationCheck
{
    internal static int Run(Operand a, Operand b, IReadOnlyList<Operation> operations)
    {
        var made = new Dictionary<Operation, HardwareType>();
        var process = Process.Define("operations", p =>
        {
            var (inA, inB) = (p.In("a", a.Type), p.In("b", b.Type));
            p.Loop("i", Operand.Elements, i =>
            {
                var (x, y) = (inA.Read(), inB.Read());
                foreach (var operation in operations)
                {
                    try
                    {
                        var result = operation.Build(x, y);
                        p.Out(operation.Name, result.Type).Write(result);
                        made[operation] = result.Type;
                    }
                    catch (DiagnosticException e) when (e.Diagnostics[0].Id == "MR0101")
                    {
                        AssertTooWide(a, b, operation);
                    }
                }
            });
        });
        var outputs = new RunSimulation(Design.Of(Network.Of(process))).Run(new Dictionary<string, long>(), new Dictionary<string, long[]> { ["a"] = a.Numbers, ["b"] = b.Numbers });
        foreach (var (operation, type) in made)
            AssertSame(a, b, operation, type, outputs[operation.Name]);
        return made.Count;
    }

    private static void AssertSame(Operand a, Operand b, Operation operation, HardwareType type, long[] actual)
    {
        var expected = a.Lanes.Zip(b.Lanes, operation.Expect).ToList();
        Assert.True(operation.Fraction == type.Element.Fraction, $"{operation.Name}: {type} has not {operation.Fraction} fraction bits");
        Assert.True(expected[0].Length == type.Lanes, $"{operation.Name}: {type} has not {expected[0].Length} lanes");
        foreach (var (lanes, got) in expected.Zip(actual.Chunk(type.Lanes)))
        {
            Assert.True(lanes.All(l => l >= type.Element.MinValue && l <= type.Element.MaxValue), $"{operation.Name}: {type} does not hold {string.Join(", ", lanes)}");
            Assert.True(lanes.SequenceEqual(got.Select(g => new BigInteger(g))), $"{operation.Name}: expected {string.Join(", ", lanes)}, got {string.Join(", ", got)}");
        }

        if (operation.IsTight && type.Element.Width > 1)
        {
            var all = Corners(a, b, operation).Concat(expected.SelectMany(e => e)).ToList();
            Assert.True(all.Max() > type.Element.MaxValue / 2 || all.Min() < type.Element.MinValue / 2, $"{operation.Name}: {type} is wider than {all.Min()} to {all.Max()} need");
        }
    }

    /// <summary>A refusal for width is right only if something does not fit 64 bits.</summary>
    private static void AssertTooWide(Operand a, Operand b, Operation operation)
    {
        var fraction = Math.Max(a.Type.Element.Fraction, b.Type.Element.Fraction);
        var aligned = new[] { a, b }.SelectMany(o => new BigInteger[] { o.Type.Element.MinValue, o.Type.Element.MaxValue }.Select(v => v << (fraction - o.Type.Element.Fraction)));
        Assert.True(Corners(a, b, operation).Concat(aligned).Any(v => v < long.MinValue || v > long.MaxValue), $"{operation.Name}: refused though every result fits");
    }

    private static IEnumerable<BigInteger> Corners(Operand a, Operand b, Operation operation) =>
        from x in new BigInteger[] { a.Type.Element.MinValue, a.Type.Element.MaxValue }
        from y in new BigInteger[] { b.Type.Element.MinValue, b.Type.Element.MaxValue }
        from r in operation.Expect([.. Enumerable.Repeat(x, a.Type.Lanes)], [.. Enumerable.Repeat(y, b.Type.Lanes)])
        select r;
}
