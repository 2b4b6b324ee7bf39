namespace Millrace.Hls;

/// <summary>Some neighbouring lanes, fixed when the hardware is made: wires only.</summary>
public sealed class SliceValue : Value
{
    private SliceValue(HardwareType type, Value operand, int start)
        : base(type, operand) => Start = start;

    /// <summary>First lane.</summary>
    public int Start { get; }

    internal static Value Of(Value x, int start, int count, bool vector)
    {
        if (start < 0 || count < 1 || start + count > x.Lanes)
            throw Error("MR0113", $"lanes {start} to {start + count - 1} of {x.Type} were asked for; it has lanes 0 to {x.Lanes - 1}");
        return new SliceValue(vector ? new VectorType(x.Element, count) : x.Element, x, start);
    }
}

/// <summary>Some neighbouring lanes, chosen at run time.</summary>
public sealed class ChunkValue : Value
{
    internal ChunkValue(Value operand, Value index, int count)
        : base(new VectorType(operand.Element, count), operand, index)
    {
        if (count < 1 || operand.Lanes % count != 0)
            throw Error("MR0113",
                $"chunks of {count} lanes of {operand.Type} were asked for; the count must divide the {operand.Lanes} lanes");
        if (index.Type.IsVector)
            throw Error("MR0114", $"the index of a chunk is {index.Type}; a scalar is needed");
        RequireInteger(index, "the index of a chunk");
    }
}
