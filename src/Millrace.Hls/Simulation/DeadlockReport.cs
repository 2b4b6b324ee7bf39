using System.Text;

namespace Millrace.Hls;

/// <summary>A process that cannot go on, and what for.</summary>
/// <param name="Process">The process.</param>
/// <param name="Access">The access it waits for: a read of an empty channel or a write to a full one.</param>
/// <param name="Firings">Firings it has made.</param>
public sealed record Wait(ProcessInstance Process, ChannelAccess Access, long Firings);

/// <summary>Why a network cannot progress: who waits for which channel, how full the channels are, the circle of waits, and the smallest
/// depths that cure it.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Waits">Every process that waits.</param>
/// <param name="Circle">The processes that wait for each other in a circle; empty if the wait ends at the host or at a process that has
/// finished.</param>
/// <param name="Levels">Elements in each channel, by its number.</param>
/// <param name="Cure">The least depths, by channel, with which the launch completes; null if no depth helps.</param>
public sealed record DeadlockReport(
    string Network, IReadOnlyList<Wait> Waits, IReadOnlyList<Wait> Circle,
    IReadOnlyList<long> Levels, IReadOnlyDictionary<string, int>? Cure)
{
    internal static DeadlockReport Of(Design design, IReadOnlyList<Wait> waits, long[] levels, IReadOnlyDictionary<string, long> launch) =>
        new(design.Network.Name, waits, FindCircle(waits), levels, ChannelDepths.Cure(design, launch));

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant(
            $"MR0402: network '{Network}' cannot progress: {Waits.Count} {(Waits.Count == 1 ? "process waits" : "processes wait")}"));
        foreach (var wait in Waits)
            text.Append(FormattableString.Invariant(
                $"\n  {wait.Process.Path} (after {wait.Firings} {(wait.Firings == 1 ? "firing" : "firings")}) waits for {Describe(wait)}"));
        if (Circle.Count > 0)
            text.Append($"\n  circle of waits: {string.Join(" -> ", Circle.Select(w => w.Process.Path))} -> {Circle[0].Process.Path}");
        text.Append(Cure switch
        {
            null => "\n  no depth cures this: " + Hint(),
            _ => "\n  smallest depths that cure it: "
                + $"{string.Join(", ", Cure.Select(c => FormattableString.Invariant($"{c.Key} = {c.Value}")))}",
        });
        return text.ToString();
    }

    /// <summary>What is usually behind a wait that depth does not end.</summary>
    private string Hint()
    {
        if (Waits.Any(w => w.Access is { IsRead: true, Channel.Role: ChannelRole.FreeBlocks }))
            return "a block is never released, or the buffer needs more blocks (WithBlocks)";
        return Circle.Count > 0 && Circle.All(w => w.Access.IsRead)
            ? "every process of the circle waits for the next; let one of them write before it reads, by a guard on its first reads"
            : "more elements are read than are written; compare the trip counts and guards at both ends";
    }

    private string Describe(Wait wait)
    {
        var channel = wait.Access.Channel;
        var level = Levels[channel.Number];
        return (channel.Role, wait.Access.IsRead) switch
        {
            (ChannelRole.Data, true) => $"an element of '{channel.Name}', which is empty",
            (ChannelRole.Data, false) => FormattableString.Invariant($"room in '{channel.Name}', which holds {level} of {channel.Depth}"),
            (ChannelRole.FullBlocks, _) => $"a full block of buffer '{channel.Name}'",
            _ => FormattableString.Invariant(
                $"a free block of buffer '{channel.Name.Replace(" (free)", "")}', all {channel.Depth} are in use"),
        };
    }

    private static List<Wait> FindCircle(IReadOnlyList<Wait> waits)
    {
        var byPath = waits.ToDictionary(w => w.Process.Path, StringComparer.Ordinal);
        foreach (var start in waits)
        {
            var path = new List<Wait>();
            Wait? at = start;
            while (at is not null && !path.Contains(at))
            {
                path.Add(at);
                var other = at.Access.IsRead ? at.Access.Channel.Writer : at.Access.Channel.Reader;
                at = other is not null && byPath.TryGetValue(other, out var next) ? next : null;
            }

            if (at is not null)
                return path[path.IndexOf(at)..];
        }

        return [];
    }
}

/// <summary>Thrown when a network cannot progress.</summary>
public sealed class DeadlockException(DeadlockReport report) : Exception(report.ToString())
{
    /// <summary>What is known of it.</summary>
    public DeadlockReport Report { get; } = report;
}
