namespace Millrace.Models;

/// <summary>Sees the numbers inside a model as they are computed: calibration collects their ranges this way.</summary>
public interface IActivationObserver
{
    /// <summary>One row at one place. Rows of a site come in the order of their positions.</summary>
    /// <param name="site">The place.</param>
    /// <param name="layer">The layer from 0, or -1 outside the layers.</param>
    /// <param name="row">The numbers; valid during the call only.</param>
    void Observe(ActivationSite site, int layer, ReadOnlySpan<float> row);
}
