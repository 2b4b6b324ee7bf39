using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>What a search of the engines beside some outer variables found.</summary>
/// <param name="Point">The best point; null if none is feasible.</param>
/// <param name="Value">Its objective; infinite if there is none.</param>
/// <param name="Evaluated">Points evaluated.</param>
internal readonly record struct InnerResult(DesignPoint? Point, double Value, long Evaluated);
