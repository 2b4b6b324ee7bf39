using Millrace.Hardware;
using static Millrace.Analysis.FigureText;

namespace Millrace.Analysis;

/// <summary>
/// A temporal overlay in the manner of DFX on a board, with the board's clock and the precision of its best case. Its logic is
/// assumed to be taken in the share of its multipliers.
/// </summary>
internal sealed class OverlayContender : IContenderCosts
{
    private readonly OverlayRequest _request;
    private readonly double _mostMacs;

    private OverlayContender(OverlayRequest request, double mostMacs) => (_request, _mostMacs) = (request, mostMacs);

    public static Contender Of(CompareRequest r, FpgaDevice device)
    {
        var request = OverlayRequestChecks.Checked(new OverlayRequest
        {
            Shape = r.Shape,
            Device = device,
            ClockMegahertz = r.ClockMegahertz,
            WeightBits = r.WeightBits,
            ActivationBits = r.ActivationBits,
            PromptTokens = r.PromptTokens.Max(),
            GeneratedTokens = r.GeneratedTokens.Max(),
        });
        var constraints = OverlayEstimator.Constraints(request);
        var (compute, missing) = (constraints[0], constraints.FirstOrDefault(c => !c.Satisfied));
        var longest = missing is not null
            ? 0
            : LongestSequence.Of(
                request.PromptTokens + request.GeneratedTokens!.Value, r.Shape.ContextLength,
                tokens => r.Shape.IsEncoder || Holds(request with { GeneratedTokens = tokens - request.PromptTokens }));
        return new Contender
        {
            Name = $"{device.Name} overlay",
            Device = device.Name,
            Kind = ContenderKind.Overlay,
            Precision = $"W{r.WeightBits}A{r.ActivationBits}",
            ClockMhz = request.ClockMegahertz,
            Description = $"temporal overlay in the manner of DFX, {request.MacsPerCycle} MAC/cycle",
            Message = missing is null
                ? null
                : $"a temporal overlay for {r.Shape.Name} does not fit {device.Name}: it takes {Figure(missing.Used)} {missing.Unit} of "
                    + $"{missing.Name}, but there are {Figure(missing.Limit)}.",
            LongestTokens = longest,
            PeakMacsPerSecond = 1e6 * request.ClockMegahertz!.Value * request.MacsPerCycle,
            BytesPerSecond = device.OffChip.AttainableBytesPerSecond,
            Costs = new OverlayContender(request, compute.Limit),
        };
    }

    public PhaseCost Prefill(int tokens)
    {
        var all = default(OverlayPass);
        for (var first = 0; first < tokens; first += _request.RowsAtATime)
        {
            var rows = Math.Min(_request.RowsAtATime, tokens - first);
            all += OverlayPass.Of(_request, rows, _request.Shape.IsEncoder ? tokens : first + rows);
        }

        return Cost(all);
    }

    public PhaseCost Decode(int position) => Cost(OverlayPass.Of(_request, 1, position + 1L));

    public string Fidelity(int promptTokens) => "temporal overlay model";

    public IReadOnlyList<Formula> Formulas(int promptTokens, int generatedTokens)
    {
        var pass = OverlayPass.Of(_request, 1, promptTokens + 1L);
        var watts = Watts(pass);
        List<Formula> formulas =
        [
            new(
                $"A pass of one token (position {promptTokens})", "T = Σ (max(MACs / (M f), bytes / BW) + overhead / f)",
                $"{Figure(pass.ComputeMilliseconds)} + {Figure(pass.BandwidthMilliseconds)} + {Figure(pass.OverheadMilliseconds)} ms "
                + "(compute, bandwidth, overhead)",
                pass.Milliseconds, "ms"),
            new(
                $"Prefill: {promptTokens} passes, token by token", "T_prefill = Σ T_pass", $"{promptTokens} passes",
                Prefill(promptTokens).Milliseconds, "ms"),
        ];
        if (generatedTokens > 1) formulas.Add(TotalFormula.Of(new Timeline(this), promptTokens, generatedTokens));
        formulas.Add(PowerShare.Formula("Power", watts));
        return formulas;
    }

    public IReadOnlyList<OperatorWork> PrefillWork(int tokens) => [];

    public IReadOnlyList<OperatorWork> DecodeWork(int position) => [];

    private static bool Holds(OverlayRequest request) => OverlayEstimator.Constraints(request).All(c => c.Satisfied);

    private PhaseCost Cost(in OverlayPass pass) =>
        new(pass.Milliseconds, TokenEnergy.Joules(Watts(pass).Total, pass.Milliseconds), pass.Bound);

    private FpgaWatts Watts(in OverlayPass pass) =>
        PowerShare.Watts(
        _request.Device, _request.MacsPerCycle, _mostMacs, _request.ClockMegahertz!.Value, 1e3 * pass.Bytes / pass.Milliseconds);
}
