using System.Globalization;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>Why nothing fits: the limits that even the smallest point exceeds, and the smallest change of each kind with which it would
/// not.</summary>
internal static class Infeasibility
{
    private const int MostBoards = 64;

    /// <summary>One sentence.</summary>
    /// <param name="workload">The model and the board.</param>
    /// <param name="space">What variables may be.</param>
    /// <param name="choice">Precision and boards, where there is more than one choice of them.</param>
    internal static string Sentence(Workload workload, DesignSpace space, Combination? choice = null)
    {
        var name = choice is null ? workload.Name : $"{workload.Name} as {choice}";
        if (!LeastChannels.Has(workload.Device)) return TooFewChannels(workload, space, name);
        var evaluator = new PointEvaluator(workload);
        var smallest = SmallestPoint.Of(evaluator, space);
        Constraint[] exceeded = [.. evaluator.Limits(smallest).Where(c => !c.Satisfied)];
        if (exceeded.Length == 0 && evaluator.Packs(smallest))
            return $"no design of {name} was found that fits {workload.Device.Name}.";
        if (Missing(workload.Device, DesignResources.Of(smallest, workload.Device).Total) is { } missing)
            return $"no design of {name} fits {workload.Device.Name}: the smallest takes {missing}, of which its device file counts none.";
        var limits = exceeded.Select(c => Invariant($"{c.Used:0} {Unit(c)} of {c.Limit:0} ({Over(c)} too many)")).ToArray();
        var changes = Changes(workload, space, exceeded).ToArray();
        return $"no design of {name} fits {workload.Device.Name}: "
            + (limits.Length == 0
                ? "not even the smallest finds room in its regions; "
                : $"the smallest takes {string.Join(" and ", limits)}; ")
            + (changes.Length == 0
                ? "neither a smaller context, fewer bits of weights nor more boards would help."
                : $"it would fit with {string.Join(", or ", changes)}.");
    }

    /// <summary>Of a board that no change of the model, its precision or the number of boards helps.</summary>
    private static string TooFewChannels(Workload workload, DesignSpace space, string name)
    {
        var (least, device) = (LeastChannels.Of(1), workload.Device);
        var others = DeviceCatalogue.All.Where(d => LeastChannels.Has(d) && Fits(workload with { Device = d }, space)).Select(d => d.Name);
        return Invariant($"no design of {name} fits {device.Name}: {LeastChannels.Why}, {least} at least, ")
            + Invariant($"but {device.Name} has {device.OffChip.UsableChannels} usable ({least - device.OffChip.UsableChannels} too few), ")
            + "and neither a smaller context, fewer bits nor more boards change that: choose a device with more"
            + (others.ToArray() is { Length: > 0 } names ? $", such as {string.Join(", ", names)}." : ".");
    }

    /// <summary>What a device has none of.</summary>
    private static string? Missing(FpgaDevice device, in ResourceVector used)
    {
        var board = RegionCeilings.Board(device);
        return board.Dsp == 0 && used.Dsp > 0 ? Invariant($"{used.Dsp} DSP slices")
            : board.Bram18 == 0 && used.Bram18 > 0 ? Invariant($"{used.Bram18} BRAM18")
            : board.Uram == 0 && used.Uram > 0 ? Invariant($"{used.Uram} URAM")
            : null;
    }

    private static string Unit(Constraint c) => c.Name == "off_chip" ? "bytes of off-chip memory" : c.Unit;

    private static string Over(Constraint c) => Invariant($"{Math.Ceiling(c.Used - c.Limit):0}");

    private static IEnumerable<string> Changes(Workload workload, DesignSpace space, IReadOnlyList<Constraint> exceeded)
    {
        foreach (var context in Contexts(workload).Where(c => Fits(workload.WithContext(c), space)).Take(1))
            yield return $"a context of {context} tokens (--context {context})";
        for (var bits = workload.WeightBits - 1; bits >= Workload.LeastBits; bits--)
        {
            if (!Fits(workload with { WeightBits = bits }, space)) continue;
            yield return $"weights of {bits} bits";
            break;
        }

        if (Boards(workload, space) is { } boards) yield return boards;
        if (exceeded is [{ Name: "channels" } channels])
            yield return Invariant($"a device of at least {channels.Used:0} usable memory channels");
    }

    /// <summary>Smaller contexts, the largest first: powers of two, and what prompt and generated tokens need.</summary>
    private static IEnumerable<int> Contexts(Workload workload)
    {
        var needed = workload.Prompt + workload.Generated;
        return Enumerable.Range(0, 31).Select(n => 1 << n).Where(n => n > needed).Append(needed)
            .Where(n => n < workload.Context).OrderDescending();
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
        return schemes.Where(s => Fits(workload with { Parallelism = s }, space))
            .Select(s => $"{s.Devices} FPGAs (tensor parallelism {s.Tensor}, pipeline parallelism {s.Pipeline})").FirstOrDefault();
    }

    /// <summary>Whether the smallest point keeps every limit.</summary>
    private static bool Fits(Workload workload, DesignSpace space)
    {
        var evaluator = new PointEvaluator(workload);
        return evaluator.Feasible(SmallestPoint.Of(evaluator, space));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
