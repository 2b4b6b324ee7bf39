namespace Millrace.Accelerators;

/// <summary>Errors of one phase over all points.</summary>
/// <param name="MeanPercent">Mean of the absolute errors.</param>
/// <param name="WorstPercent">The largest absolute error.</param>
public readonly record struct ErrorSummary(double MeanPercent, double WorstPercent)
{
    /// <summary>Of launches, at least one.</summary>
    public static ErrorSummary Of(IEnumerable<PredictedCycles> launches)
    {
        var errors = launches.Select(l => Math.Abs(l.ErrorPercent)).ToArray();
        return new ErrorSummary(errors.Average(), errors.Max());
    }
}
