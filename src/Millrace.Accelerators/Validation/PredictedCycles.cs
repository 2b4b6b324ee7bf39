namespace Millrace.Accelerators;

/// <summary>Cycles of one launch, twice.</summary>
/// <param name="Simulated">By the cycle-exact simulation.</param>
/// <param name="Predicted">By the refined form.</param>
public readonly record struct PredictedCycles(long Simulated, double Predicted)
{
    /// <summary>Error of the prediction in percent of the simulated cycles; positive where it is too slow.</summary>
    public double ErrorPercent => 100 * (Predicted - Simulated) / Simulated;
}
