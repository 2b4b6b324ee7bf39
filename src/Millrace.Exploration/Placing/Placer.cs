using Google.OrTools.Sat;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>
/// Places a design by CP-SAT: parts into super logic regions, so that as few wires as possible cross from one to the next, within what can
/// be
/// routed in each and the wires there are; memories onto channels beside each other, in the order of the regions of their parts. One worker
/// and
/// a fixed seed, and work counted instead of time, so that it is the same wherever it runs.
/// </summary>
internal static class Placer
{
    private const string Parameters = "num_workers:1 random_seed:1 max_deterministic_time:0.5";

    /// <summary>A placement; null if the solver finds none.</summary>
    internal static DesignPlacement? Place(DesignPoint point, FpgaDevice device)
    {
        var parts = PlacedPart.Of(point, DesignResources.Of(point, device));
        if (Regions(parts, PlacedPart.Streams(point), device) is not { } regions) return null;
        // Channels lie along the first region: whole ranges, by the region of the part, then in the order of the stream.
        var next = 0;
        var channels = new Dictionary<string, ChannelRange>();
        foreach (var (name, count) in parts.OrderBy(p => regions[p.Name]).SelectMany(p => p.Memories))
        {
            channels[name] = new ChannelRange(next, count);
            next += count;
        }

        return new DesignPlacement(regions.ToDictionary(r => r.Key, r => device.Regions[r.Value].Name), channels);
    }

    private static Dictionary<string, int>? Regions(
        IReadOnlyList<PlacedPart> parts, IReadOnlyList<(string From, string To, int Wires)> streams, FpgaDevice device)
    {
        var regions = device.Regions.Count;
        var model = new CpModel();
        var isIn = parts.ToDictionary(
            p => p.Name, p => Enumerable.Range(0, regions).Select(r => model.NewBoolVar($"{p.Name} in {r}")).ToArray());
        foreach (var choices in isIn.Values)
            model.AddExactlyOne(choices);
        var ceilings = RegionCeilings.Of(device);
        for (var r = 0; r < regions; r++)
        {
            var limit = ceilings[r];
            Limit(r, p => p.Lut, limit.Lut);
            Limit(r, p => p.FlipFlop, limit.FlipFlop);
            Limit(r, p => p.Dsp, limit.Dsp);
            Limit(r, p => p.Bram18, limit.Bram18);
            Limit(r, p => p.Uram, limit.Uram);
        }

        var crossings = new List<LinearExpr>();
        for (var boundary = 0; boundary < regions - 1; boundary++)
        {
            // Whether a part lies above the boundary; a stream between parts on both sides crosses it.
            var above = isIn.ToDictionary(p => p.Key, p => LinearExpr.Sum(p.Value.Skip(boundary + 1)));
            var wires = new List<LinearExpr>();
            foreach (var (from, to, count) in streams)
            {
                var crosses = model.NewBoolVar($"{from} to {to} over {boundary}");
                model.Add(crosses >= above[from] - above[to]);
                model.Add(crosses >= above[to] - above[from]);
                wires.Add(count * crosses);
            }

            var sum = LinearExpr.Sum(wires);
            if (device.WiresBetweenRegions is { } most) model.Add(sum <= most);
            crossings.Add(sum);
        }

        if (crossings.Count > 0) model.Minimize(LinearExpr.Sum(crossings));
        var solver = new CpSolver { StringParameters = Parameters };
        return solver.Solve(model) is CpSolverStatus.Optimal or CpSolverStatus.Feasible
            ? isIn.ToDictionary(p => p.Key, p => Array.FindIndex(p.Value, v => solver.BooleanValue(v)))
            : null;

        void Limit(int region, Func<ResourceVector, long> amount, long most) =>
            model.Add(LinearExpr.WeightedSum(parts.Select(p => isIn[p.Name][region]), parts.Select(p => amount(p.Use))) <= most);
    }
}
