using System.Globalization;

namespace Millrace.Hls;

/// <summary>
/// Index expressions and guards of a process as wires, from the registers of its loops and the launch arguments. Every expression is a
/// signed number, as wide as its range needs.
/// </summary>
internal sealed class IndexEmitter(ProcessText text)
{
    private readonly Dictionary<IndexExpression, string> wires = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Guard, string> guards = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bits of a signed number of some range.</summary>
    internal static int Width(IndexExpression e) => Width(Math.Min(e.Minimum, 0), Math.Max(e.Maximum, 0));

    /// <summary>Bits of an unsigned counter that reaches <paramref name="maximum"/>.</summary>
    internal static int CounterBits(long maximum) => maximum < 1 ? 1 : 64 - (int)long.LeadingZeroCount(maximum);

    /// <summary>A signed expression.</summary>
    internal string Code(IndexExpression e) => e switch
    {
        ConstantIndex c => Literal(c.Value, Width(c)),
        Argument a => a.Minimum < 0 ? $"arg_{a.Name}" : $"$signed({{1'b0, arg_{a.Name}}})",
        LoopIndex l => $"$signed({{1'b0, i_{l.Name}}})",
        BinaryIndex b => Wire(b),
        _ => throw new InvalidOperationException($"internal error: index expression {e}"),
    };

    /// <summary>A condition: a wire, or a constant.</summary>
    internal string Code(Guard guard) => guard switch
    {
        ConstantGuard c => c.Value ? "1'b1" : "1'b0",
        _ => Wire(guard),
    };

    internal static string Literal(long value, int width) => value < 0
        ? FormattableString.Invariant($"-{width}'sd{(UInt128)(-(Int128)value)}")
        : FormattableString.Invariant($"{width}'sd{value}");

    private static int Width(long minimum, long maximum)
    {
        var bits = 1;
        while (bits < 64 && (minimum < -(1L << (bits - 1)) || maximum > (1L << (bits - 1)) - 1))
            bits++;
        return bits;
    }

    private string Wire(BinaryIndex b)
    {
        if (wires.TryGetValue(b, out var known))
            return known;
        var (left, right) = (Code(b.Left), Code(b.Right));
        var width = Width(b);
        var wide = Math.Max(width, Math.Max(Width(b.Left), Width(b.Right))) + (b.Operation is IndexOperation.CeilingDivide ? 1 : 0);
        var (x, y) = ($"{wide}'({left})", $"{wide}'({right})");
        var divisor = b.Right is ConstantIndex c ? c.Value : 1;
        var exact = b.Left.Minimum >= 0;
        var expression = b.Operation switch
        {
            IndexOperation.Add => $"{x} + {y}",
            IndexOperation.Subtract => $"{x} - {y}",
            IndexOperation.Multiply => $"{x} * {y}",
            IndexOperation.Min => $"{x} < {y} ? {x} : {y}",
            IndexOperation.Max => $"{x} < {y} ? {y} : {x}",
            IndexOperation.Divide when exact => $"{x} / {y}",
            IndexOperation.Modulo when exact => $"{x} % {y}",
            IndexOperation.CeilingDivide when exact => $"({x} + {Literal(divisor - 1, wide)}) / {y}",
            _ => throw new DiagnosticException("MR0501", text.Instance.Process.Position,
                $"process '{text.Instance.Path}' divides '{b.Left}', which can be negative; "
                + "SystemVerilog is emitted of divisions from 0 on"),
        };
        var name = text.Name("x");
        text.Declare($"logic signed [{width - 1}:0] {name};  // {b}");
        text.Body($"assign {name} = {width}'({expression});");
        return wires[b] = name;
    }

    private string Wire(Guard guard)
    {
        if (guards.TryGetValue(guard, out var known))
            return known;
        var expression = guard switch
        {
            CompareGuard g => Compare(g),
            AndGuard g => $"{Code(g.Left)} && {Code(g.Right)}",
            NotGuard g => $"!{Code(g.Inner)}",
            _ => throw new InvalidOperationException($"internal error: guard {guard}"),
        };
        var name = text.Name("g");
        text.Declare(string.Create(CultureInfo.InvariantCulture, $"logic {name};  // {guard}"));
        text.Body($"assign {name} = {expression};");
        return guards[guard] = name;
    }

    private string Compare(CompareGuard g)
    {
        var wide = Math.Max(Width(g.Left), Width(g.Right));
        return $"{wide}'({Code(g.Left)}) {(g.Comparison == Comparison.Equal ? "==" : "<")} {wide}'({Code(g.Right)})";
    }
}
