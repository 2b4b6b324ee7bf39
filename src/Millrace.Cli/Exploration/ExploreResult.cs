using System.Text.Json;
using Millrace.Analysis;
using Millrace.Exploration;

namespace Millrace.Cli;

/// <summary><c>millrace explore --json</c>. What decode takes is null where no token is decoded.</summary>
internal sealed record ExploreResult
{
    public required string Objective { get; init; }

    /// <summary>What kind of figure <see cref="Refined"/> and <see cref="Front"/> are.</summary>
    public required string Fidelity { get; init; }

    public required string Device { get; init; }

    public required double ClockMhz { get; init; }

    /// <summary>What the clock rests on.</summary>
    public required string ClockBasis { get; init; }

    public required int PromptTokens { get; init; }

    /// <summary>Sequences of an encoder in flight; times are of all of them.</summary>
    public required int Sequences { get; init; }

    public required int GeneratedTokens { get; init; }

    /// <summary>Tokens of context that the design's memories hold.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>The design point, as <c>generate --design</c> reads it.</summary>
    public required JsonElement Design { get; init; }

    /// <summary>Of that design, by the refined form.</summary>
    public required ExploredFigures Refined { get; init; }

    /// <summary>Of that design, by cycle-exact simulation; null where there are no kernels for it, or it was left out.</summary>
    public required ExploredSimulation? Simulation { get; init; }

    public required IReadOnlyList<ExploredConstraint> Constraints { get; init; }

    /// <summary>What each operator takes, and the regions it is in.</summary>
    public required IReadOnlyList<OperatorResources> Operators { get; init; }

    /// <summary>Resources of each super logic region against its ceilings; empty where the design has no placement.</summary>
    public required IReadOnlyList<ConstraintEstimate> Regions { get; init; }

    /// <summary>The constraint of which the largest share is used.</summary>
    public required string Binding { get; init; }

    /// <summary>What no design of the space falls below: milliseconds, or joules.</summary>
    public required double Bound { get; init; }

    /// <summary>(best - bound) / best.</summary>
    public required double Gap { get; init; }

    public required bool ProvenOptimal { get; init; }

    public required long Evaluated { get; init; }

    /// <summary>Whether somebody ended the search.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Whether it came to its time limit.</summary>
    public required bool TimeLimitReached { get; init; }

    /// <summary>What was found of each choice of precision and boards.</summary>
    public required IReadOnlyList<ExploredCombination> Combinations { get; init; }

    /// <summary>The designs that no other one found is as good as in everything, the same for every objective.</summary>
    public required IReadOnlyList<ExploredPoint> Front { get; init; }

    public static ExploreResult Of(
        ExplorationRequest request, ExplorationResult found, PointFigures best, SimulatedPoint? simulated)
    {
        var estimate = DesignEstimateResult.Of(
            DesignEstimate.Of(best.Point, request.Device, found.PromptTokens, found.GeneratedTokens));
        return new()
        {
            Objective = found.Objective.ToString().ToLowerInvariant(),
            Fidelity = "refined form",
            Device = request.Device.Name,
            ClockMhz = best.Point.ClockMegahertz,
            ClockBasis = NetworkTimes.Assumption,
            PromptTokens = found.PromptTokens,
            Sequences = request.Sequences,
            GeneratedTokens = found.GeneratedTokens,
            ContextTokens = found.ContextTokens,
            Design = Document(best.Point),
            Refined = ExploredFigures.Of(best),
            Simulation = simulated is null ? null : ExploredSimulation.Of(best, simulated),
            Constraints = [.. best.Constraints.Select(c =>
                new ExploredConstraint(c.Name, c.Used, c.Limit, c.Satisfied, c.Unit, c.Used == 0 ? 0 : c.Share))],
            Operators = estimate.Operators,
            Regions = estimate.Regions,
            Binding = best.Constraints.MaxBy(c => c.Used == 0 ? 0 : c.Share)!.Name,
            Bound = found.Bound,
            Gap = found.Gap,
            ProvenOptimal = found.Gap == 0,
            Evaluated = found.Evaluated,
            Interrupted = found.End is ExplorationEnd.Interrupted,
            TimeLimitReached = found.End is ExplorationEnd.TimeLimit,
            Combinations = [.. found.Combinations.Select(c => ExploredCombination.Of(c, found.Objective))],
            Front = [.. found.Front.Select(p => new ExploredPoint(ExploredFigures.Of(p), p.ResourceShare, Document(p.Point)))],
        };
    }

    private static JsonElement Document(DesignPoint point) => JsonDocument.Parse(point.ToJson()).RootElement;
}

/// <summary>What a design comes to.</summary>
internal sealed record ExploredFigures(
    double PrefillCycles, double PrefillMs, double? DecodeCycles, double? DecodeMs, double TotalMs, double Watts, double JoulesPerToken)
{
    public static ExploredFigures Of(PointFigures p) =>
        new(p.PrefillCycles, p.PrefillMs, p.DecodeCycles, p.DecodeMs, p.TotalMs, p.Watts, p.JoulesPerToken);
}

/// <summary>A design simulated to the cycle, and by how much the refined form differs, percent of the simulation.</summary>
internal sealed record ExploredSimulation(
    long PrefillCycles, double PrefillMs, double PrefillDifferencePercent,
    long? DecodeCycles, double? DecodeMs, double? DecodeDifferencePercent)
{
    public static ExploredSimulation Of(PointFigures p, SimulatedPoint s)
    {
        var perMs = p.Point.ClockMegahertz * 1e3;
        return new(
            s.PrefillCycles, s.PrefillCycles / perMs, 100 * ((p.PrefillCycles / s.PrefillCycles) - 1),
            s.DecodeCycles, s.DecodeCycles / perMs, 100 * ((p.DecodeCycles / s.DecodeCycles) - 1));
    }
}

/// <summary>A limit of one board.</summary>
internal sealed record ExploredConstraint(string Name, double Used, double Limit, bool Satisfied, string Unit, double Share);

/// <summary>A choice of precision and boards: the least value found of it and what none of its designs falls below, milliseconds or
/// joules; or why it has none.</summary>
internal sealed record ExploredCombination(
    int WeightBits, int ActivationBits, int TensorParallel, int PipelineParallel, double? Best, double? Bound, double? Gap, string? Infeasible)
{
    public static ExploredCombination Of(CombinationResult c, ExplorationObjective objective)
    {
        var best = c.Best?.Value(objective);
        return new(
            c.Combination.WeightBits, c.Combination.ActivationBits, c.Combination.Parallelism.Tensor, c.Combination.Parallelism.Pipeline,
            best, double.IsFinite(c.Bound) ? c.Bound : null, 1 - (c.Bound / best), c.Infeasible);
    }
}

/// <summary>A design of the front.</summary>
internal sealed record ExploredPoint(ExploredFigures Refined, double ResourceShare, JsonElement Design);
