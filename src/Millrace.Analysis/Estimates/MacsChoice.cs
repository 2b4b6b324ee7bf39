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
    /// <param name="constraintsOf">All constraints of a design.</param>
    /// <param name="search">The largest balanced M that satisfies them, or 0.</param>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    internal static MacsChoice Of(
        PaperRequest request, Func<int, int, double, DeviceLimits> limitsOf,
        Func<PaperPoint, DeviceLimits, IReadOnlyList<Constraint>> constraintsOf, Func<PaperPoint, DeviceLimits, long> search)
    {
        var point = PaperRequestChecks.ToPoint(request);
        var limits = limitsOf(point.WeightBits, point.ActivationBits, point.ClockMegahertz);
        var searched = request.MacsPerCycle is null && request.BalancedMacsPerCycle is null;
        var found = searched ? search(point, limits) : 0;
        long? balanced = request.MacsPerCycle is null ? request.BalancedMacsPerCycle ?? Math.Max(found, 1) : null;

        point = point with { MacsPerCycle = request.MacsPerCycle ?? Balanced(point, balanced!.Value) };
        var constraints = constraintsOf(point, limits);
        return new MacsChoice
        {
            Point = point,
            Limits = limits,
            BalancedMacsPerCycle = balanced,
            Searched = searched,
            Constraints = constraints,
            // What stopped a search shows one step further.
            Binding = BindingOf(found > 0 ? constraintsOf(point with { MacsPerCycle = Balanced(point, found + 1) }, limits) : constraints),
            Feasible = constraints.All(c => c.Satisfied),
        };
    }

    private static PerOperator Balanced(in PaperPoint point, long macs) => Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs);

    private static string BindingOf(IReadOnlyList<Constraint> constraints) =>
        constraints.OrderBy(c => c.Satisfied).ThenByDescending(c => c.Share).First().Name;
}
