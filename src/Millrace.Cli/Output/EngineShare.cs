using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>The part of the time in which an engine was at work, from 0 to 1.</summary>
/// <param name="Name">The engine.</param>
/// <param name="Prefill">Of the prefill.</param>
/// <param name="Decode">Of all decoding, or null if there was none.</param>
internal sealed record EngineShare(string Name, double Prefill, double? Decode)
{
    /// <summary>Every engine, in the order of the design.</summary>
    public static IReadOnlyList<EngineShare> Of(IReadOnlyList<LaunchReport> launches)
    {
        var decode = launches.Skip(1).ToList();
        return [.. launches[0].Engines.Select(e => new EngineShare(e.Name, Share(e.Name, [launches[0]]), decode.Count > 0 ? Share(e.Name, decode) : null))];
    }

    private static double Share(string name, IReadOnlyList<LaunchReport> launches) =>
        (double)launches.Sum(l => l.Engines.Where(e => e.Name == name).Sum(e => e.BusyCycles)) / Math.Max(1, launches.Sum(l => l.Cycles));
}
