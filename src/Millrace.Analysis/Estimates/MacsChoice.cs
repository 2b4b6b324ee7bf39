namespace Millrace.Analysis;

/// <summary>The engines of an estimate, given or searched, with their constraints: what both forms share.</summary>
internal sealed record MacsChoice
{
    internal required PaperPoint Point { get; init; }

    internal required DeviceLimits Limits { get; init; }

    internal required long? BalancedMacsPerCycle { get; init; }

    internal required bool Searched { get; init; }

    internal required IReadOnlyList<Constraint> Constraints { get; init; }

    internal required string Binding { get; init; }

    internal required bool Feasible { get; init; }

    /// <summary>Checks a request and chooses its engines.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="limitsOf">What a device offers weights and activations of some bits at a clock in MHz.</param>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    internal static MacsChoice Of(PaperRequest request, Func<int, int, double, DeviceLimits> limitsOf)
    {
        var point = PaperRequestChecks.ToPoint(request);
        var limits = limitsOf(point.WeightBits, point.ActivationBits, point.ClockMegahertz);
        var searched = request.MacsPerCycle is null && request.BalancedMacsPerCycle is null;
        var found = searched ? PaperSearch.LargestBalancedMacs(point, limits) : 0;
        long? balanced = request.MacsPerCycle is null ? request.BalancedMacsPerCycle ?? Math.Max(found, 1) : null;

        point = point with { MacsPerCycle = request.MacsPerCycle ?? Balanced(point, balanced!.Value) };
        var figures = PaperForm.Evaluate(point, limits);
        var constraints = PaperForm.Constraints(figures, limits);
        return new MacsChoice
        {
            Point = point,
            Limits = limits,
            BalancedMacsPerCycle = balanced,
            Searched = searched,
            Constraints = constraints,
            Binding = BindingOf(found > 0 ? Next(point, limits, found) : constraints),
            Feasible = PaperForm.IsFeasible(figures, limits),
        };
    }

    // What stopped a search shows one step further.
    private static IReadOnlyList<Constraint> Next(in PaperPoint point, in DeviceLimits limits, long found)
    {
        var next = point with { MacsPerCycle = Balanced(point, found + 1) };
        return PaperForm.Constraints(PaperForm.Evaluate(next, limits), limits);
    }

    private static PerOperator Balanced(in PaperPoint point, long macs) => Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs);

    private static string BindingOf(IReadOnlyList<Constraint> constraints) =>
        constraints.OrderBy(c => c.Satisfied).ThenByDescending(c => c.Share).First().Name;
}
