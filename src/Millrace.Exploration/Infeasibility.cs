using System.Globalization;
using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Why nothing fits: the limits that even the smallest point exceeds, and the smallest changes with which it would not.</summary>
internal static class Infeasibility
{
    private const int MostBoards = 64;

    /// <summary>One sentence.</summary>
    internal static string Sentence(Workload workload, DesignSpace space)
    {
        var exceeded = Exceeded(workload, space);
        if (exceeded.Count == 0) return $"no design of {workload.Name} was found that fits {workload.Device.Name}.";
        var limits = exceeded.Select(c => Invariant($"{c.Used:0} {Unit(c)} of {c.Limit:0} ({Over(c)} too many)"));
        var changes = Changes(workload, space, exceeded).ToArray();
        return $"no design of {workload.Name} fits {workload.Device.Name}: the smallest takes {string.Join(" and ", limits)}; "
            + (changes.Length == 0
                ? "neither fewer bits of weights nor more boards would help."
                : $"it would fit with {string.Join(", or ", changes)}.");
    }

    private static string Unit(Constraint c) => c.Name == "off_chip" ? "bytes of off-chip memory" : c.Unit;

    private static string Over(Constraint c) => Invariant($"{Math.Ceiling(c.Used - c.Limit):0}");

    private static IEnumerable<string> Changes(Workload workload, DesignSpace space, IReadOnlyList<Constraint> exceeded)
    {
        for (var bits = workload.WeightBits - 1; bits >= 2; bits--)
        {
            if (Exceeded(workload with { WeightBits = bits }, space).Count > 0) continue;
            yield return $"weights of {bits} bits";
            break;
        }

        if (Boards(workload, space) is { } boards) yield return boards;
        if (exceeded is [{ Name: "channels" } channels])
            yield return Invariant($"a device of at least {channels.Used:0} usable memory channels");
    }

    /// <summary>The fewest boards with which it fits.</summary>
    private static string? Boards(Workload workload, DesignSpace space)
    {
        if (workload.Device.Links.Count == 0) return null;
        var model = workload.Model;
        var schemes =
            from tensor in Enumerable.Range(1, MostBoards).Where(t => model.KeyValueHeads % t == 0)
            from pipeline in Enumerable.Range(1, MostBoards / tensor).Where(p => model.Layers % p == 0)
            let scheme = new Parallelism(tensor, pipeline)
            where scheme.Devices > workload.Parallelism.Devices
            orderby scheme.Devices, tensor descending
            select scheme;
        return schemes.Where(s => Exceeded(workload with { Parallelism = s }, space).Count == 0)
            .Select(s => $"{s.Devices} FPGAs (tensor parallelism {s.Tensor}, pipeline parallelism {s.Pipeline})").FirstOrDefault();
    }

    private static List<Constraint> Exceeded(Workload workload, DesignSpace space)
    {
        var evaluator = new PointEvaluator(workload);
        return [.. SmallestPoint.Of(evaluator, space).Constraints.Where(c => !c.Satisfied)];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
