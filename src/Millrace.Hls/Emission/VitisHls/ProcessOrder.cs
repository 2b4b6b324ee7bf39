namespace Millrace.Hls;

/// <summary>The order in which C simulation can call processes one after the other: writers before readers.</summary>
internal static class ProcessOrder
{
    /// <summary>The processes in order; in the design's own if there is a circle.</summary>
    /// <param name="design">The design.</param>
    /// <param name="hasCircle">Whether a process waits for one behind it: no order serves.</param>
    internal static IReadOnlyList<ProcessInstance> Of(Design design, out bool hasCircle)
    {
        var writers = design.Channels
            .Where(c => c is { Role: not ChannelRole.FreeBlocks, Writer: not null, Reader: not null })
            .ToLookup(c => c.Reader!, c => c.Writer!);
        var (order, done) = (new List<ProcessInstance>(), new HashSet<string>());
        var left = design.Processes.ToList();
        while (left.FirstOrDefault(p => writers[p.Path].All(done.Contains)) is { } next)
        {
            order.Add(next);
            done.Add(next.Path);
            left.Remove(next);
        }

        hasCircle = left.Count > 0;
        return hasCircle ? design.Processes : order;
    }
}
