namespace Millrace.Exploration;

/// <summary>What an exploration found.</summary>
public sealed record ExplorationResult
{
    /// <summary>Tokens of the prompt.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens decoded after it.</summary>
    public required int GeneratedTokens { get; init; }

    /// <summary>Tokens of context that memories are made for.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>The best point; null if none is feasible.</summary>
    public required PointFigures? Best { get; init; }

    /// <summary>What no point of the space can fall below: milliseconds or joules.</summary>
    public required double Bound { get; init; }

    /// <summary>(best - bound) / best; 0 if the best point is proven optimal.</summary>
    public double Gap => Best is null ? 0 : Math.Max(0, 1 - (Bound / Best.Value(Objective)));

    /// <summary>What was made small.</summary>
    public required ExplorationObjective Objective { get; init; }

    /// <summary>Points evaluated.</summary>
    public required long Evaluated { get; init; }

    /// <summary>Outer points: choices of the variables that engines share, of all choices of precision and boards.</summary>
    public required int OuterPoints { get; init; }

    /// <summary>Of them, those that the bound rules out.</summary>
    public required int RuledOut { get; init; }

    /// <summary>How it ended.</summary>
    public required ExplorationEnd End { get; init; }

    /// <summary>What was found of each choice of precision and boards, in the order of the request.</summary>
    public required IReadOnlyList<CombinationResult> Combinations { get; init; }

    /// <summary>The points found that no other one found is as good as in everything: decode, prefill,
    /// both together, resources, energy. It is the same whatever was made small.</summary>
    public required IReadOnlyList<PointFigures> Front { get; init; }
}
