namespace Millrace.Models.Integer;

/// <summary>Sees the integers inside the model as they are computed, as <see cref="IActivationObserver"/> sees the float reference's: for
/// finding the first tensor in which a network differs.</summary>
public interface IIntegerObserver
{
    /// <summary>One row at one place. Attention scores are not shown.</summary>
    /// <param name="site">The place.</param>
    /// <param name="layer">The layer from 0, or -1 outside the layers.</param>
    /// <param name="row">The integers in the tensor's own format and scale; valid during the call only.</param>
    void Observe(ActivationSite site, int layer, ReadOnlySpan<int> row);
}
