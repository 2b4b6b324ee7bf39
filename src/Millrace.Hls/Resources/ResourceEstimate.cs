namespace Millrace.Hls;

/// <summary>The resources of a design, thing by thing.</summary>
public sealed class ResourceEstimate
{
    internal ResourceEstimate(IReadOnlyList<ResourceItem> items) => Items = items;

    /// <summary>Processes, memories, channels and buffers.</summary>
    public IReadOnlyList<ResourceItem> Items { get; }

    /// <summary>All together.</summary>
    public ResourceUse Total => Items.Aggregate(default(ResourceUse), (sum, i) => sum + i.Use);

    /// <summary>Everything at or below a path: <c>layer_0.attention</c> holds <c>layer_0.attention.mix</c> but not
    /// <c>layer_0.attention_input</c>.</summary>
    public ResourceUse Under(string path) => Items
        .Where(i => i.Path.StartsWith(path, StringComparison.Ordinal) && (i.Path.Length == path.Length || i.Path[path.Length] == '.'))
        .Aggregate(default(ResourceUse), (sum, i) => sum + i.Use);

    /// <summary>The sum of each part of a network: paths cut after so many names, in the order in which they appear.</summary>
    /// <param name="names">Names that stay of a path, from 1.</param>
    public IReadOnlyList<(string Path, ResourceUse Use)> Parts(int names) =>
    [
        .. Items.GroupBy(i => string.Join('.', i.Path.Split('.').Take(names)), StringComparer.Ordinal)
            .Select(g => (g.Key, g.Aggregate(default(ResourceUse), (sum, i) => sum + i.Use))),
    ];
}
