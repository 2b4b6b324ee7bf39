using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration.Tests;

/// <summary>Requests that are explored in no time.</summary>
internal static class Samples
{
    public static ExplorationRequest Request(
        string model = "gpt2-medium", string device = "u280", ExplorationObjective objective = ExplorationObjective.Decode) => new()
        {
            Shape = ModelCatalogue.Find(model),
            Device = DeviceCatalogue.Find(device),
            Objective = objective,
        };

    /// <summary>A short prompt, and a few tokens behind it.</summary>
    public static ExplorationRequest FewTokens { get; } = Request() with { PromptTokens = 4, GeneratedTokens = 4 };

    /// <summary>A space of few enough points that each can be tried, and enough that a search cannot.</summary>
    public static DesignSpace Small { get; } = new()
    {
        Lanes = [16],
        TileRows = [1, 2],
        Bands = [1, 2],
        LayersOnChip = [1],
        CacheChannels = [1],
        EngineChannels = [3, 4],
        StockWords = [0, 4096],
        MostWeightsPerCycle = 512,
    };
}
