using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>Which process stands for which engine in reports: the array of each linear engine, the two arrays of attention, and the slowest
/// pass of the others.</summary>
internal static class LayerEngines
{
    private static readonly (string End, string Engine)[] Arrays =
    [
        (".linear.array", ""), (".attention.scores", ".scores"), (".attention.mix", ".mix"),
        (".softmax.exponentials", ""), ("norm.normalize", ""), (".activation", ""),
    ];

    internal static IReadOnlyList<EngineUse> Of(TimingResult timing)
    {
        var found = new List<EngineUse>();
        foreach (var process in timing.Processes)
        {
            foreach (var (end, engine) in Arrays)
            {
                if (process.Instance.Path.EndsWith(end, StringComparison.Ordinal))
                    found.Add(new EngineUse(Name(process.Instance.Path, end, engine), process.BusyCycles));
            }
        }

        return found;
    }

    private static string Name(string path, string end, string engine) => end switch
    {
        ".activation" => path,
        ".softmax.exponentials" => path[..^".exponentials".Length],
        "norm.normalize" => path[..^".normalize".Length],
        _ => path[..^end.Length] + (engine.Length > 0 ? ".attention" + engine : ""),
    };
}
