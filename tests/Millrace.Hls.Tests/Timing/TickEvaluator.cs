namespace Millrace.Hls.Tests;

/// <summary>
/// The timing contract clock by clock, as a second opinion: in every cycle each process whose flags allow it fires, all decisions of a cycle resting on the state at its start.
/// It stops when nothing moves and nothing is under way.
/// </summary>
internal sealed class TickEvaluator
{
    private readonly Design design;
    private readonly List<TickChannel> channels;
    private readonly List<TickProcess> processes;
    private readonly List<List<long>> outputs;

    private TickEvaluator(Design design, IReadOnlyDictionary<string, long> launch)
    {
        this.design = design;
        channels = [.. design.Channels.Select(c => new TickChannel(c))];
        processes = [.. design.Processes.Select(p => new TickProcess(p, channels, launch))];
        outputs = [.. design.Outputs.Select(_ => new List<long>())];
    }

    internal static TickResult Run(Design design, IReadOnlyDictionary<string, long> launch)
    {
        var evaluator = new TickEvaluator(design, launch);
        for (var cycle = 0L; evaluator.Cycle(cycle);)
            cycle++;
        return new TickResult(
            evaluator.processes.All(p => p.IsDone),
            [.. evaluator.processes.Select(p => p.Firings)],
            evaluator.outputs,
            [.. evaluator.channels.Select(c => c.Taken)]);
    }

    /// <summary>One cycle; false if it was the last.</summary>
    private bool Cycle(long cycle)
    {
        channels.ForEach(c => c.Tick(cycle));
        processes.ForEach(p => p.Tick());

        var firing = processes.Where(p => p.CanFire()).ToList();
        var offering = design.Inputs.Select(c => channels[c.Number]).Where(c => c.HasCredit).ToList();
        var taking = design.Outputs.Select((c, i) => (Channel: channels[c.Number], Times: outputs[i])).Where(o => o.Channel.IsValid).ToList();

        firing.ForEach(p => p.Fire(cycle));
        offering.ForEach(c => c.Send(cycle, 0));
        foreach (var (channel, times) in taking)
        {
            channel.Take(cycle);
            times.Add(cycle);
        }

        return firing.Count + offering.Count + taking.Count > 0 || channels.Any(c => c.IsMoving) || processes.Any(p => p.IsCounting);
    }
}

/// <summary>What the clock-by-clock evaluator saw.</summary>
/// <param name="Completed">False after a deadlock.</param>
/// <param name="Firings">For each process the cycles of its firings.</param>
/// <param name="Outputs">For each output the cycles at which the host took an element.</param>
/// <param name="Taken">For each channel the elements that left it.</param>
internal sealed record TickResult(bool Completed, IReadOnlyList<List<long>> Firings, IReadOnlyList<List<long>> Outputs, IReadOnlyList<long> Taken);
