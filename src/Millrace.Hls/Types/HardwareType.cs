namespace Millrace.Hls;

/// <summary>The type of a value, a port or a memory word: a <see cref="ScalarType"/> or a <see cref="VectorType"/> of one.</summary>
public abstract record HardwareType
{
    private protected HardwareType()
    {
    }

    /// <summary>The type of one lane; the type itself for a scalar.</summary>
    public abstract ScalarType Element { get; }

    /// <summary>Number of lanes; 1 for a scalar.</summary>
    public abstract int Lanes { get; }

    /// <summary>All bits together.</summary>
    public int Bits => Element.Width * Lanes;

    /// <summary>True for a vector, of one lane too.</summary>
    public bool IsVector => this is VectorType;

    /// <summary>The same shape with another element.</summary>
    public HardwareType WithElement(ScalarType element) => IsVector ? new VectorType(element, Lanes) : element;
}
