namespace Millrace.Hls;

/// <summary>Pipeline stages of each kind of operation: an assumption about the technology (about 300 MHz on UltraScale+), to be changed
/// where it does not hold.</summary>
public sealed record OperationLatencies
{
    /// <summary>Addition, subtraction, comparison, minimum, maximum, and each level of a reduction tree.</summary>
    public int Add { get; init; } = 1;

    /// <summary>Multiplication: a DSP with its input, product and output registers.</summary>
    public int Multiply { get; init; } = 3;

    /// <summary>Multiplication of operands too wide for one DSP (27 x 18).</summary>
    public int WideMultiply { get; init; } = 5;

    /// <summary>Choice, bitwise logic.</summary>
    public int Logic { get; init; }

    /// <summary>Rounding or clamping.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Shift by an amount known at run time, leading zeros, choice of a chunk.</summary>
    public int Barrel { get; init; } = 1;

    /// <summary>Reading an on-chip memory, ping-pong buffer or table, output register included.</summary>
    public int Memory { get; init; } = 2;

    /// <summary>The most DSP slices that one register drives: an operand of a product that goes to more is copied by a tree of registers,
    /// whose cycles come before the product's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int FanOut
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(FanOut), value, "at least 2 is needed");
    } = BroadcastRules.FanOut;

    /// <summary>The most DSP slices whose products a chain of them adds, 2 to 7: each beyond the second takes a cycle and keeps its operands
    /// waiting, in place of an adder and its registers. 7 is what leaves room between two products of a slice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2 or more than 7.</exception>
    public int Cascade
    {
        get;
        init => field = value is >= 2 and <= 7 ? value : throw new ArgumentOutOfRangeException(nameof(Cascade), value, "2 to 7 are possible");
    } = MultiplierRules.Cascade;

    /// <summary>Cycles from the start of an operation until its result is there.</summary>
    /// <param name="value">The operation.</param>
    /// <param name="offChip">Timing of off-chip memories by port.</param>
    internal int Of(Value value, IReadOnlyDictionary<Port, OffChipTiming> offChip) => value switch
    {
        BinaryValue { Operation: BinaryOperation.Multiply } m =>
            Broadcasts.Cycles(m, FanOut) + MultiplyOf(m.Operands[0].Element, m.Operands[1].Element),
        BinaryValue { Operation: BinaryOperation.And or BinaryOperation.Or or BinaryOperation.Xor } => Logic,
        BinaryValue => Add,
        SelectValue => Logic,
        ConvertValue { Conversion: Conversion.Saturate } => Round,
        ShiftValue { IsConstant: true, Operation: ShiftOperation.RoundRight } => Round,
        ShiftValue { IsConstant: true } => 0,
        ShiftValue { Operation: ShiftOperation.RoundRight } => Barrel + Round,
        ShiftValue or LeadingZerosValue or ChunkValue => Barrel,
        ReduceValue r => LogicRules.Levels(r.Size) * Add,
        OuterDotValue d =>
            Broadcasts.Cycles(d, FanOut) + MultiplyOf(d.Operands[0].Element, d.Operands[1].Element) + (AddsOf(d) * Add),
        TableValue or MemoryReadValue or BufferReadValue => Memory,
        LoadValue l => offChip[l.Port].ReadLatency,
        StoreValue s => offChip[s.Port].WriteLatency,
        _ => 0,
    };

    /// <summary>Additions behind each other in a dot product: links of a chain of slices, levels of the tree over the chains.</summary>
    private int AddsOf(OuterDotValue dots)
    {
        var links = OperationResources.InSlices(dots) ? Math.Min(dots.Depth, Cascade) : 1;
        return links - 1 + LogicRules.Levels(LogicRules.Ceiling(dots.Depth, links));
    }

    /// <summary>Cycles of a product.</summary>
    internal int MultiplyOf(ScalarType a, ScalarType b)
    {
        var (x, y) = (a.Width + (a.Signed ? 0 : 1), b.Width + (b.Signed ? 0 : 1));
        var (wide, narrow) = (Math.Max(x, y), Math.Min(x, y));
        return wide <= 27 && narrow <= 18 ? Multiply : WideMultiply;
    }
}
