using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>Estimates of both forms as one kind of result, with what <see cref="LeastChannels"/> has to say of the board.</summary>
internal static class EstimateResults
{
    internal static EstimateResult Of(PaperEstimate e, string? note)
    {
        var figures = e.Figures;
        return new EstimateResult
        {
            Form = "paper",
            Fidelity = "closed form",
            ClockMhz = e.Point.ClockMegahertz,
            ClockBasis = NetworkTimes.Assumption,
            BalancedMacs = e.BalancedMacsPerCycle,
            Operators = Operators(e.Point, e.OperatorPrefillCycles, e.Decodes ? e.OperatorDecodeCycles : null),
            Layer = Latency(e.Point, figures.LayerPrefillCycles, e.Decodes ? figures.LayerDecodeCycles : null),
            Model = Latency(e.Point, figures.ModelPrefillCycles, e.Decodes ? figures.ModelDecodeCycles : null),
            Constraints = ConstraintEstimate.Of(e.Constraints),
            Binding = e.Binding,
            Feasible = e.Feasible,
            Note = note,
            Communication = Communication(
                e.Point, 1e3 * figures.AllReducePrefillSeconds, e.Decodes ? 1e3 * figures.AllReduceDecodeSeconds : null, null),
        };
    }

    internal static EstimateResult Of(RefinedEstimate e, string? note) => new()
    {
        Form = "refined",
        Fidelity = "refined model",
        ClockMhz = e.Point.ClockMegahertz,
        ClockBasis = NetworkTimes.Assumption,
        BalancedMacs = e.BalancedMacsPerCycle,
        Operators = Operators(e.Point, e.Prefill.OperatorCycles, e.Decode?.OperatorCycles),
        Layer = Latency(e.Point, e.Prefill.LayerCycles, e.Decode?.LayerCycles),
        Model = Latency(e.Point, e.Prefill.Cycles, e.Decode?.Cycles),
        TotalMs = e.TotalMilliseconds,
        Bound = new BoundEstimate(e.Prefill.Bound, e.Decode?.Bound),
        Constraints = ConstraintEstimate.Of(e.Constraints),
        Binding = e.Binding,
        Feasible = e.Feasible,
        Note = note,
        Communication = Communication(
            e.Point, e.AllReducePrefillMilliseconds, e.Decode is null ? null : e.AllReduceDecodeMilliseconds, e.LinkLatencyMilliseconds),
        Energy = new EnergyEstimate(
            e.Devices * e.Prefill.Watts.Total, e.Prefill.JoulesPerToken,
            e.Devices * e.Decode?.Watts.Total, e.Decode?.JoulesPerToken, e.TotalJoules),
    };

    private static IReadOnlyList<OperatorEstimate> Operators(PaperPoint point, PerOperator prefill, PerOperator? decode) =>
        [.. PerOperator.Names.Select((name, i) => new OperatorEstimate(name, point.MacsPerCycle[i], prefill[i], decode?[i]))];

    private static LatencyEstimate Latency(in PaperPoint point, double prefill, double? decode)
    {
        var perMillisecond = 1e3 * point.ClockMegahertz;
        return new LatencyEstimate(prefill, prefill / perMillisecond, decode, decode / perMillisecond);
    }

    private static CommunicationEstimate? Communication(in PaperPoint point, double prefill, double? decode, double? latency) =>
        point.TensorParallel * point.PipelineParallel == 1 ? null : new CommunicationEstimate(prefill, decode, latency);
}
