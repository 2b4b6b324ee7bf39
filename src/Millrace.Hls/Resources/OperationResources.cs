namespace Millrace.Hls;

/// <summary>Tables, DSP slices and pipeline registers of one operation. Wires, and what only touches a channel or memory, take
/// none.</summary>
internal static class OperationResources
{
    /// <summary>Rounding takes a carry chain; the tables beside it only let bits through, which Yosys does not count.</summary>
    private const int Rounding = 0;

    /// <param name="value">The operation.</param>
    /// <param name="latencies">Latencies that it was scheduled with.</param>
    /// <param name="uses">What is done with it: a tool removes the registers of bits that nobody uses, and of those that never
    /// change.</param>
    internal static ResourceUse Of(Value value, OperationLatencies latencies, ValueUses uses)
    {
        return value switch
        {
            BinaryValue { Operation: BinaryOperation.Multiply } m => Multiply(m, latencies, uses.UnusedBits(m)),
            BinaryValue b => Each(Tables(b), b.Operation is BinaryOperation.And or BinaryOperation.Or or BinaryOperation.Xor
                ? latencies.Logic : latencies.Add),
            SelectValue s => Each(s.Operands.Skip(1).Any(IsConstant) && !uses.IsCompared(s) ? 0 : s.Type.Bits, latencies.Logic),
            ConvertValue { Conversion: Conversion.Saturate } c =>
                Each(c.Lanes * LogicRules.Saturate(c.Operands[0].Element.Width, c.Element.Width), latencies.Round),
            ShiftValue { IsConstant: true, Operation: ShiftOperation.RoundRight } => Each(Rounding, latencies.Round),
            ShiftValue { IsConstant: false } s => Each(
                s.Lanes * LogicRules.Barrel(s.Element.Width, s.Operands[1].Element.Width),
                latencies.Barrel + (s.Operation == ShiftOperation.RoundRight ? latencies.Round : 0)),
            LeadingZerosValue z => Each(z.Lanes * LogicRules.LeadingZeros(z.Operands[0].Element.Width), latencies.Barrel),
            ChunkValue c => Each(c.Type.Bits * LogicRules.Multiplexer(c.Operands[0].Lanes / c.Lanes), latencies.Barrel),
            ReduceValue r => Reduce(r, latencies),
            OuterDotValue d => Dots(d, latencies),
            _ => default,
        };

        ResourceUse Each(long tables, int registers) => new(tables, (long)(value.Type.Bits - uses.IdleBits(value)) * registers, 0, 0, 0);
    }

    internal static bool IsConstant(Value value) => value switch
    {
        ConstantValue => true,
        ConvertValue or RepeatValue or SliceValue or ReinterpretValue => IsConstant(value.Operands[0]),
        ConcatValue => value.Operands.All(IsConstant),
        _ => false,
    };

    internal static int SignedWidth(ScalarType type) => type.Width + (type.Signed ? 0 : 1);

    /// <summary>Tables of all lanes.</summary>
    private static long Tables(BinaryValue b)
    {
        var (x, y) = (b.Operands[0], b.Operands[1]);
        var width = Math.Max(x.Element.Width, y.Element.Width);
        return b.Operation switch
        {
            BinaryOperation.Add when (ConstantOf(x) ?? ConstantOf(y)) is { } c => b.Lanes / c.Lanes * c.Raw.Sum(v => Ones(v, width)),
            BinaryOperation.Subtract when (ConstantOf(x) ?? ConstantOf(y)) is { } c =>
                b.Lanes / c.Lanes * c.Raw.Sum(v => width - Ones(v, width)),
            BinaryOperation.Or when LiesBelow(x, y) || LiesBelow(y, x) => 0,
            _ => b.Lanes * (long)Lane(b.Operation, width),
        };
    }

    private static int Lane(BinaryOperation operation, int width) => operation switch
    {
        BinaryOperation.Add or BinaryOperation.Subtract => LogicRules.Add(width),
        BinaryOperation.Min or BinaryOperation.Max => LogicRules.Extreme(width),
        BinaryOperation.Equal => LogicRules.Equal(width),
        BinaryOperation.Less or BinaryOperation.LessOrEqual => LogicRules.Less(width),
        _ => width,
    };

    /// <summary>A constant of as many lanes as it is given with.</summary>
    private static ConstantValue? ConstantOf(Value value) => value switch
    {
        ConstantValue c => c,
        RepeatValue { Operands: [ConstantValue { Lanes: 1 } c] } => c,
        _ => null,
    };

    /// <summary>A carry chain beside a constant has tables only where they turn a bit over.</summary>
    private static int Ones(long constant, int width) => (int)long.PopCount(constant & (width > 63 ? -1 : (1L << width) - 1));

    /// <summary>Whether one value has no bit where a shifted one has its own: put together, both are wires.</summary>
    private static bool LiesBelow(Value low, Value shifted) => !low.Element.Signed
        && shifted is ShiftValue { IsConstant: true, Operation: ShiftOperation.Left } s && s.Operands[1] is ConstantValue bits
        && low.Element.Width <= bits.Raw[0];

    private static ResourceUse Multiply(BinaryValue m, OperationLatencies latencies, int unused)
    {
        if (IsShift(m))
            return default;
        var (x, y) = (m.Operands[0].Element, m.Operands[1].Element);
        var (a, b) = (SignedWidth(x), SignedWidth(y));
        return Broadcasts.Registers(m, latencies.FanOut) + (SharesSlices(m)
            ? MultiplierRules.Dots(m.Lanes, 1, 1, a, b, m.Element.Width, latencies.Add, latencies.Cascade)
            : MultiplierRules.Products(m.Lanes, a, b, m.Element.Width, latencies.MultiplyOf(x, y), unused));
    }

    /// <summary>Whether lanes are multiplied by the same scalar, so narrow that slices make two products each.</summary>
    internal static bool SharesSlices(BinaryValue m) => m.Operands[0].Type.IsVector != m.Operands[1].Type.IsVector && m.Lanes > 1
        && MultiplierRules.InPairs(SignedWidth(m.Operands[0].Element), SignedWidth(m.Operands[1].Element));

    /// <summary>Whether products of a dot product take a slice each or half of one, which adds them to those of another.</summary>
    internal static bool InSlices(OuterDotValue d)
    {
        var (a, b) = (SignedWidth(d.Operands[0].Element), SignedWidth(d.Operands[1].Element));
        return !MultiplierRules.InTables(a, b) && MultiplierRules.Slices(a, b) == 1;
    }

    /// <summary>Whether a product is a shift: wires.</summary>
    internal static bool IsShift(BinaryValue product) => product.Operands.Any(IsPowerOfTwo);

    private static bool IsPowerOfTwo(Value value) => value is ConstantValue c && c.Raw.All(v => v >= 0 && long.PopCount(v) <= 1);

    private static ResourceUse Reduce(ReduceValue r, OperationLatencies latencies)
    {
        var (groups, width) = (r.Lanes, r.Operands[0].Element.Width);
        if (r.Operation == BinaryOperation.Add)
            return groups * MultiplierRules.Tree(r.Size, width, latencies.Add);
        long registers = 0;
        for (var n = r.Size; n > 1; n = LogicRules.Ceiling(n, 2))
            registers += LogicRules.Ceiling(n, 2);
        return groups * new ResourceUse((r.Size - 1) * LogicRules.Extreme(width), registers * width * latencies.Add, 0, 0, 0);
    }

    private static ResourceUse Dots(OuterDotValue d, OperationLatencies latencies)
    {
        var (a, b) = (d.Operands[0].Element, d.Operands[1].Element);
        var product = BinaryValue.ResultType(BinaryOperation.Multiply, a, b).Width;
        var (x, y) = Broadcasts.Loads(d);
        var bits = ((long)d.Operands[0].Type.Bits * BroadcastRules.Copies(x, latencies.FanOut))
            + ((long)d.Operands[1].Type.Bits * BroadcastRules.Copies(y, latencies.FanOut));
        return Broadcasts.Registers(d, latencies.FanOut)
            + MultiplierRules.Dots(d.Rows, d.Columns, d.Depth, SignedWidth(a), SignedWidth(b), product, latencies.Add, latencies.Cascade)
            + (InSlices(d) ? MultiplierRules.Waits(bits / d.Depth, d.Depth, latencies.Cascade) : default);
    }
}
