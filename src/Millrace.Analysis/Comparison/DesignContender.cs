using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>A concrete design, by the refined form; its power by the resources that it is estimated to take.</summary>
internal sealed class DesignContender : IContenderCosts
{
    private readonly TransformerShape _shape;
    private readonly NamedDesign _design;
    private readonly RefinedDesign _refined;
    private readonly ResourceVector _used;

    private DesignContender(TransformerShape shape, NamedDesign design) =>
        (_shape, _design, _refined, _used) = (
            shape, design, RefinedDesign.Of(design.Point with { Sequences = 1 }, design.Device), DesignResources.Of(design.Point, design.Device).Total);

    private DesignPoint Point => _design.Point;

    private int Devices => Point.TensorParallel * Point.PipelineParallel;

    public static Contender Of(CompareRequest r, NamedDesign design, string deviceName)
    {
        var (point, device) = (design.Point, design.Device);
        var costs = new DesignContender(r.Shape, design);
        var perCycle = (costs._refined.CopiesPerDevice * EngineMacs(point)) + point.Head.WeightsPerCycle;
        return new Contender
        {
            Name = design.Name,
            Device = deviceName,
            Kind = ContenderKind.Design,
            Precision = $"W{point.WeightBits}A{point.ActivationBits}",
            ClockMhz = point.ClockMegahertz,
            Description = $"given design, {point.TileRows * perCycle} MAC/cycle in its linear engines, tiles of {point.TileRows}",
            LongestTokens = point.Model.ContextLength,
            PeakMacsPerSecond = 1e6 * point.ClockMegahertz * costs.Devices * point.TileRows * perCycle,
            BytesPerSecond = (double)costs.Devices * point.Channels * device.OffChip.AttainableBytesPerSecondPerChannel,
            Costs = costs,
        };
    }

    public PhaseCost Prefill(int tokens) => Cost(0, tokens);

    public PhaseCost Decode(int position) => Cost(position, 1);

    public string Fidelity(int promptTokens) => "refined model of a given design";

    public IReadOnlyList<Formula> Formulas(int promptTokens, int generatedTokens)
    {
        var (position, tokens) = generatedTokens > 1 ? (promptTokens, 1) : (0, promptTokens);
        var bandwidth = (double)Devices * Point.Channels * _design.Device.OffChip.AttainableBytesPerSecondPerChannel;
        return SpatialFormulas.Of(
            _shape, Point.WeightBits, Point.TileRows, Point.ClockMegahertz, bandwidth, promptTokens, generatedTokens, new Timeline(this),
            (at, count) => RefinedForm.Launch(_refined, at, count, 1).Cycles, Watts(position, tokens));
    }

    public IReadOnlyList<OperatorWork> PrefillWork(int tokens) => Work(0, tokens);

    public IReadOnlyList<OperatorWork> DecodeWork(int position) => Work(position, 1);

    private IReadOnlyList<OperatorWork> Work(int position, int tokens) =>
        SpatialWork.Of(_shape, Point.WeightBits, Point.ActivationBits, Point.TileRows, position, tokens);

    private PhaseCost Cost(int position, int tokens)
    {
        var launch = RefinedForm.Launch(_refined, position, tokens, 1);
        var milliseconds = launch.Cycles / (1e3 * Point.ClockMegahertz);
        return new PhaseCost(
            milliseconds, TokenEnergy.Joules(Devices * Watts(position, tokens).Total, milliseconds),
            RefinedEstimator.Bound(_refined, launch, position, tokens));
    }

    private FpgaWatts Watts(int position, int tokens)
    {
        var seconds = RefinedForm.Launch(_refined, position, tokens, 1).Cycles / (1e6 * Point.ClockMegahertz);
        var bytes = SpatialWork.WeightBytes(_shape, Point.WeightBits, Point.TileRows, tokens) / Devices;
        return FpgaPower.Watts(_design.Device, _used, Point.ClockMegahertz, bytes / seconds);
    }

    private static long EngineMacs(DesignPoint p) =>
        (long)p.AttentionInput.WeightsPerCycle + p.AttentionOutput.WeightsPerCycle
        + p.MlpInput.WeightsPerCycle + p.MlpOutput.WeightsPerCycle;
}
