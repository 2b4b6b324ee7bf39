namespace Millrace.Hls;

/// <summary>A fixed number of lanes of one scalar type, all moved and computed together.</summary>
public sealed record VectorType : HardwareType
{
    /// <summary>Creates a vector type.</summary>
    /// <exception cref="DiagnosticException">MR0103: fewer than one lane.</exception>
    public VectorType(ScalarType element, int lanes)
    {
        if (lanes < 1)
            throw new DiagnosticException("MR0103", $"a vector of {lanes} lanes was asked for; at least 1 is needed");
        (Element, Lanes) = (element, lanes);
    }

    /// <inheritdoc/>
    public override ScalarType Element { get; }

    /// <inheritdoc/>
    public override int Lanes { get; }

    /// <summary><c>Vec(Int(8), 16)</c>.</summary>
    public override string ToString() => $"Vec({Element}, {Lanes})";
}
