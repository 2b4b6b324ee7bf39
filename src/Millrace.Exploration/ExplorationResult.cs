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

    /// <summary>Outer points: choices of the variables that engines share.</summary>
    public required int OuterPoints { get; init; }

    /// <summary>Of them, those that the bound rules out.</summary>
    public required int RuledOut { get; init; }

    /// <summary>Whether it was ended before it was done.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>The points found that no other one found is as good as in everything: decode, prefill, resources, energy.</summary>
    public required IReadOnlyList<PointFigures> Front { get; init; }
}
