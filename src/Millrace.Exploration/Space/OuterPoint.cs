using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The variables that all engines share.</summary>
/// <param name="Lanes">Elements a cycle between engines.</param>
/// <param name="TileRows">Tokens worked on together.</param>
/// <param name="LayersOnChip">Layers with engines of their own.</param>
/// <param name="CacheChannels">Memory channels of keys, and as many of values.</param>
internal readonly record struct OuterPoint(int Lanes, int TileRows, int LayersOnChip, int CacheChannels)
{
    /// <summary>Those of a design.</summary>
    internal static OuterPoint Of(DesignPoint p) => new(p.Lanes, p.TileRows, p.LayersOnChip, p.CacheChannels);
}
