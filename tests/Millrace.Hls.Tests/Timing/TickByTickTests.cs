using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>The recurrence of the time face and a clock that ticks agree on every firing of every process.</summary>
public class TickByTickTests
{
    private static readonly Gen<(int Seed, int Parts)> Networks = Gen.Select(Gen.Int, Gen.Int[1, 7]);

    [Fact]
    public void EveryFiringOfRandomNetworksFallsIntoTheSameCycle()
    {
        var (completed, deadlocked, firings) = (0, 0, 0L);
        Samples.Check(Networks, 600, sample =>
        {
            var (network, launch) = RandomNetwork.Make(sample.Seed, sample.Parts);
            var design = Design.Of(network);
            var ticked = TickEvaluator.Run(design, launch);
            firings += ticked.Firings.Sum(f => f.Count);
            if (ticked.Completed)
            {
                completed++;
                AssertSame(ticked, new TimingSimulation(design, trace: true).Run(launch));
            }
            else
            {
                deadlocked++;
                AssertSameDeadlock(design, ticked, Assert.Throws<DeadlockException>(() => new TimingSimulation(design).Run(launch)).Report);
            }
        });

        // The generator must keep producing both kinds, and real work.
        Assert.True(completed > 200, $"{completed} networks completed");
        Assert.True(deadlocked > 50, $"{deadlocked} networks deadlocked");
        Assert.True(firings > 10_000, $"{firings} firings");
    }

    private static void AssertSame(TickResult ticked, TimingResult timed)
    {
        for (var i = 0; i < ticked.Firings.Count; i++)
        {
            Assert.Equal(ticked.Firings[i], timed.Processes[i].Cycles!);
            Assert.Equal(ticked.Firings[i].Count, timed.Processes[i].Firings);
            Assert.Equal(ticked.Firings[i].FirstOrDefault(-1), timed.Processes[i].First);
            Assert.Equal(ticked.Firings[i].LastOrDefault(-1), timed.Processes[i].Last);
        }

        Assert.Equal(ticked.Outputs, timed.Outputs.Values.Select(o => o.ToList()));
        Assert.Equal(ticked.Taken, timed.Channels.Select(c => c.Elements));
        var ends = timed.Processes.Zip(ticked.Firings).Where(p => p.Second.Count > 0).Select(p => p.Second[^1] + p.First.Instance.Schedule.Depth);
        Assert.Equal(ends.Concat(ticked.Outputs.Where(o => o.Count > 0).Select(o => o[^1])).DefaultIfEmpty(-1).Max() + 1, timed.Cycles);
    }

    /// <summary>The same processes are stuck, after as many firings.</summary>
    private static void AssertSameDeadlock(Design design, TickResult ticked, DeadlockReport report)
    {
        var stuck = report.Waits.ToDictionary(w => w.Process.Path, w => w.Firings);
        Assert.NotEmpty(stuck);
        for (var i = 0; i < ticked.Firings.Count; i++)
        {
            if (stuck.TryGetValue(design.Processes[i].Path, out var firings))
                Assert.Equal(firings, ticked.Firings[i].Count);
        }
    }
}
