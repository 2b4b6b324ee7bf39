using System.Globalization;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>The assumptions of a comparison, and how far its models have been checked.</summary>
internal static class ReportNotes
{
    public static IEnumerable<string> Of(Comparison c)
    {
        yield return "Clocks of boards are assumptions: no place-and-route confirmed them.";
        if (c.Contenders.Any(x => x.Kind is ContenderKind.BestCase)) yield return $"{BestCase.Meaning} {BestCase.Reach} {BestCase.Instead}";
        foreach (var x in c.Contenders.Where(x => x.Kind is ContenderKind.BestCase && x.Feasible))
        {
            yield return $"{x.Name} is sized once, for a prompt of {c.PromptTokens[^1]} and {c.GeneratedTokens[^1]} generated tokens "
                + $"({x.Description}); its memories hold sequences of up to {x.LongestTokens} tokens.";
        }

        foreach (var x in c.Contenders.Where(x => x.Feasible && x.Note is not null)) yield return $"{x.Name}: {x.Note}";
        if (c.Contenders.Any(x => x.Kind is ContenderKind.Overlay))
        {
            yield return "The temporal overlay has the engine of DFX, 1024 multiply-accumulates a cycle, token by token, at the "
                + "clock and the precision of the best case beside it; its one fitted parameter meets DFX's five published times "
                + "within 2 %.";
        }

        var gpus = c.Rows.Where(r => r.Feasible && r.Fidelity!.StartsWith("GPU", StringComparison.Ordinal));
        foreach (var group in gpus.GroupBy(r => r.Fidelity))
            yield return $"{string.Join(", ", group.Select(r => r.Contender).Distinct())}: {group.Key}.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Power of boards: mean error {FpgaWatts.MeanError:P0}, worst {FpgaWatts.WorstError:P0} against seven measured designs; logic "
            + $"is assumed to be taken in the share of the multipliers. Power of GPUs: a floor and a busy share; floors are measured of "
            + $"an A100 and a V100 only. Hosts are not counted.");
        yield return "Crossovers: every output length up to the longest that both hold is tried, since a lead need not last.";
    }
}
