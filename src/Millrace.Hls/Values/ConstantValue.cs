namespace Millrace.Hls;

/// <summary>A constant scalar or vector.</summary>
public sealed class ConstantValue : Value
{
    internal ConstantValue(HardwareType type, long[] lanes)
        : base(type) => Raw = lanes;

    /// <summary>Raw value of each lane.</summary>
    public IReadOnlyList<long> Raw { get; }

    internal static ConstantValue Of(long value) => new(ScalarType.ForRange(value, value), [value]);

    internal static ConstantValue Of(ReadOnlySpan<long> lanes)
    {
        var all = lanes.ToArray();
        return new ConstantValue(new VectorType(ScalarType.ForRange(all.Min(), all.Max()), all.Length), all);
    }
}
