using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What the refined form and the resource estimate say of a design point.</summary>
public sealed record DesignEstimate
{
    /// <summary>The point.</summary>
    public required DesignPoint Point { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens generated after it.</summary>
    public required int GeneratedTokens { get; init; }

    /// <summary>The prompt, logits of its last token; of an encoder one sequence.</summary>
    public required RefinedLaunch Prefill { get; init; }

    /// <summary>As many sequences of an encoder as the point has room for, one behind the other in a launch; null where that is one.</summary>
    public required RefinedLaunch? InFlight { get; init; }

    /// <summary>The last decode step, or null if there is none: the prompt gives the first token.</summary>
    public required RefinedLaunch? Decode { get; init; }

    /// <summary>What the design takes, operator by operator.</summary>
    public required DesignResources Resources { get; init; }

    /// <summary>Each resource of the board against what can be routed.</summary>
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>The same of each super logic region; empty where the point has no placement.</summary>
    public required IReadOnlyList<Constraint> RegionConstraints { get; init; }

    /// <summary>Mean power of all devices while the prompt is read.</summary>
    public required double PrefillWatts { get; init; }

    /// <summary>Mean power of all devices while a token is decoded, or null if none is.</summary>
    public required double? DecodeWatts { get; init; }

    /// <summary>Energy of a token of the prompt.</summary>
    public double PrefillJoulesPerToken => TokenEnergy.Joules(PrefillWatts, Milliseconds(Prefill.Cycles), PromptTokens);

    /// <summary>Energy of the last token, or null if none is generated.</summary>
    public double? DecodeJoulesPerToken =>
        DecodeWatts is { } watts && Decode is { } decode ? TokenEnergy.Joules(watts, Milliseconds(decode.Cycles)) : null;

    /// <summary>The time of some cycles, milliseconds.</summary>
    public double Milliseconds(double cycles) => cycles / (1e3 * Point.ClockMegahertz);

    /// <summary>Estimates a point.</summary>
    /// <param name="point">The point; checked against the device.</param>
    /// <param name="device">The device it is for.</param>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="generatedTokens">Tokens generated after it; null for up to 128, as the context allows, and none of an encoder.</param>
    /// <exception cref="DesignPointException">The point does not fit itself or the device.</exception>
    /// <exception cref="AnalysisException">The tokens do not fit the context, or an operator has no region.</exception>
    public static DesignEstimate Of(DesignPoint point, FpgaDevice device, int promptTokens, int? generatedTokens)
    {
        point.Validate(device);
        var model = point.Model;
        var generated = generatedTokens ?? (model.IsEncoder ? 0 : Math.Clamp(model.ContextLength - promptTokens, 0, 128));
        if (promptTokens < 1 || generated < 0 || (long)promptTokens + generated > model.ContextLength)
        {
            throw new AnalysisException(
                $"{promptTokens} tokens of prompt and {generated} generated ones make {(long)promptTokens + generated}, "
                + $"but the design's context holds 1 to {model.ContextLength}.");
        }

        if (model.IsEncoder && generated > 0)
            throw new AnalysisException($"the design's model is an encoder and generates no tokens, but {generated} are asked for.");
        var (design, resources) = (RefinedDesign.Of(point with { Sequences = 1 }, device), DesignResources.Of(point, device));
        var channels = device.OffChip.UsableChannels;
        var prefill = RefinedForm.Launch(design, 0, promptTokens, 1);
        RefinedLaunch? decode = DecodeSteps.Any(generated)
            ? RefinedForm.Launch(design, DecodeSteps.LastPosition(promptTokens, generated), 1, 1)
            : null;
        return new DesignEstimate
        {
            Point = point,
            PromptTokens = promptTokens,
            GeneratedTokens = generated,
            Prefill = prefill,
            InFlight = point.Sequences > 1 ? RefinedForm.Launch(RefinedDesign.Of(point, device), 0, promptTokens, 1) : null,
            Decode = decode,
            PrefillWatts = Watts(prefill, promptTokens),
            DecodeWatts = decode is { } token ? Watts(token, 1) : null,
            Resources = resources,
            Constraints =
            [
                new Constraint("channels", point.Channels, channels, point.Channels <= channels, "channels"),
                .. resources.Constraints(device),
            ],
            RegionConstraints = point.Placement is { } placement ? resources.RegionConstraints(device, placement) : [],
        };

        double Watts(RefinedLaunch launch, int tokens)
        {
            var bytes = Bytes(point, design, RefinedForm.Tiles(tokens, point.TileRows));
            var board = FpgaPower.Watts(device, resources.Total, point.ClockMegahertz, bytes * 1e6 * point.ClockMegahertz / launch.Cycles);
            return point.TensorParallel * point.PipelineParallel * board.Total;
        }
    }

    /// <summary>Weights that one device loads: its layers' for each tile of tokens, the head's once.</summary>
    private static double Bytes(DesignPoint p, RefinedDesign d, int tiles)
    {
        var layers = (double)p.Model.Layers / p.PipelineParallel;
        var layer = Words(d.AttentionInput, p.AttentionInput) + Words(d.AttentionOutput, p.AttentionOutput)
            + Words(d.MlpInput, p.MlpInput) + Words(d.MlpOutput, p.MlpOutput);
        return ((tiles * layers * layer) + (d.Head is { } head ? Words(head, p.Head) : 0)) * p.WeightBits / 8;

        static double Words(in RefinedEngine engine, EnginePoint lanes) => engine.MemoryWords * lanes.WeightsPerCycle;
    }
}
