using System.Globalization;
using Millrace.Hardware;
using static Millrace.Analysis.FigureText;

namespace Millrace.Analysis;

/// <summary>
/// The best case of a board, not a design: the refined model with multipliers up to what can be routed, sized once for the longest prompt
/// and output, since a board is not configured anew for each request. No concrete design has been shown to be as fast there; at shorter
/// requests one may be faster.
/// </summary>
internal sealed class BestCaseContender : IContenderCosts
{
    private readonly RefinedEstimate _sized;
    private readonly FpgaDevice _device;

    private BestCaseContender(RefinedEstimate sized, FpgaDevice device) => (_sized, _device) = (sized, device);

    public static Contender Of(CompareRequest r, FpgaDevice device)
    {
        var clock = r.ClockMegahertz ?? device.DefaultClockMegahertz;
        var contender = new Contender
        {
            Name = $"{device.Name} best case",
            Device = device.Name,
            Kind = ContenderKind.BestCase,
            Precision = $"W{r.WeightBits}A{r.ActivationBits}",
            ClockMhz = clock,
            Description = BestCase.What,
            Note = LeastChannels.Note(device),
            LongestTokens = 0,
            PeakMacsPerSecond = 0,
            BytesPerSecond = device.OffChip.AttainableBytesPerSecond,
        };
        if (device.MacsPerCycle(r.WeightBits, r.ActivationBits, clock) <= 0)
        {
            return contender with
            {
                Message = $"{device.Name} has no multipliers for weights of {r.WeightBits} bits and activations of "
                    + $"{r.ActivationBits} bits.",
            };
        }

        var request = new PaperRequest
        {
            Shape = r.Shape,
            Device = device,
            PromptTokens = r.PromptTokens.Max(),
            GeneratedTokens = r.GeneratedTokens.Max(),
            WeightBits = r.WeightBits,
            ActivationBits = r.ActivationBits,
            ClockMegahertz = clock,
        };
        var sized = RefinedEstimator.Estimate(request);
        var peak = sized.Limits.MacsPerCycle * sized.Point.ClockHertz;
        if (!sized.Feasible)
            return contender with { Message = Infeasible(sized, device), PeakMacsPerSecond = peak, Binding = sized.Binding };

        var same = request with
        {
            MacsPerCycle = sized.Point.MacsPerCycle,
            WeightReuse = sized.Point.WeightReuse,
            PackedWeights = sized.Point.PackedWeights,
        };
        return contender with
        {
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{BestCase.What}: M = {sized.BalancedMacsPerCycle}, {sized.Figures.MacsPerCycle:0} MAC/cycle, "
                + $"tiles of {sized.Design.TileRows}"),
            Binding = sized.Binding,
            LongestTokens = LongestSequence.Of(
                request.PromptTokens + request.GeneratedTokens!.Value, r.Shape.ContextLength,
                tokens => r.Shape.IsEncoder
                    || RefinedEstimator.Estimate(same with { GeneratedTokens = tokens - same.PromptTokens }).Feasible),
            PeakMacsPerSecond = peak,
            Costs = new BestCaseContender(sized, device),
        };
    }

    public PhaseCost Prefill(int tokens) => Cost(RefinedEstimator.Phase(_sized, _device, 0, tokens));

    public PhaseCost Decode(int position) => Cost(RefinedEstimator.Phase(_sized, _device, position, 1));

    public string Fidelity(int promptTokens) => $"refined model, {BestCase.What}";

    public IReadOnlyList<Formula> Formulas(int promptTokens, int generatedTokens)
    {
        var (point, limits) = (_sized.Point, _sized.Limits);
        var (position, tokens) = generatedTokens > 1 ? (promptTokens, 1) : (0, promptTokens);
        return
        [
            new Formula(
                "Multipliers, equation (2)", "C Σ M_i < M_tot",
                $"{point.LayersOnChip} × {Figure(point.MacsPerCycle.Sum)} < {Figure(limits.MacsPerCycle, 6)} MAC/cycle",
                _sized.Figures.MacsPerCycle, "MAC/cycle"),
            new Formula(
                "Memory blocks, equation (6)", "Σ C R_i + 2 C (R_a1 + R_a2) < blocks",
                $"{Figure(_sized.Figures.Blocks)} < {Figure(limits.Blocks.Count)} {limits.Blocks.Kind.Name}",
                _sized.Figures.Blocks, limits.Blocks.Kind.Name),
            .. SpatialFormulas.Of(
                point.Shape, point.WeightBits, _sized.Design.TileRows, point.ClockMegahertz, limits.OffChipBitsPerSecond / 8,
                promptTokens, generatedTokens, new Timeline(this), (at, count) => RefinedForm.Launch(_sized.Design, at, count, 1).Cycles,
                RefinedEstimator.Phase(_sized, _device, position, tokens).Watts),
        ];
    }

    public IReadOnlyList<OperatorWork> PrefillWork(int tokens) => Work(0, tokens);

    public IReadOnlyList<OperatorWork> DecodeWork(int position) => Work(position, 1);

    private IReadOnlyList<OperatorWork> Work(int position, int tokens) => SpatialWork.Of(
        _sized.Point.Shape, _sized.Point.WeightBits, _sized.Point.ActivationBits, _sized.Design.TileRows, position, tokens);

    private static PhaseCost Cost(RefinedPhase phase) =>
        new(phase.Milliseconds, TokenEnergy.Joules(phase.Watts.Total, phase.Milliseconds), phase.Bound);

    private static string Infeasible(RefinedEstimate sized, FpgaDevice device)
    {
        var worst = sized.Constraints.OrderByDescending(c => c.Share).First(c => !c.Satisfied);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"no design of {sized.Point.Shape.Name} is feasible on {device.Name}: the least one takes "
            + $"{Figure(worst.Used)} {worst.Unit} of {worst.Name}, but there are {Figure(worst.Limit)}.");
    }
}
