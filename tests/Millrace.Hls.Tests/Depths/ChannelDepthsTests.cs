using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>Computed depths suffice, and none of them could be smaller.</summary>
public class ChannelDepthsTests
{
    private static readonly Gen<(int Seed, int Parts)> Networks = Gen.Select(Gen.Int, Gen.Int[2, 5]);

    [Fact]
    public void FullRateDepthsLoseNoCycleAndNoneCanBeSmaller()
    {
        var (computed, beyond) = (0, 0);
        Samples.Check(Networks, 120, sample =>
        {
            var (network, launch) = RandomNetwork.Make(sample.Seed, sample.Parts);
            var design = Design.Of(network);
            var unlimited = Cycles(design.WithDepths(design.Channels.ToDictionary(c => c.Name, _ => 4096)), launch);
            if (unlimited is null)
            {
                Assert.Throws<DeadlockException>(() => ChannelDepths.ForFullRate(design, launch));
                beyond++;
                return;
            }

            var depths = ChannelDepths.ForFullRate(design, launch);
            Assert.Equal(design.Channels.Where(c => c.Role == ChannelRole.Data).Select(c => c.Name).Order(StringComparer.Ordinal), depths.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(unlimited, Cycles(design.WithDepths(depths), launch));
            foreach (var (name, depth) in depths.Where(d => d.Value > 1))
                Assert.True(Cycles(design.WithDepths(With(depths, name, depth - 1)), launch) != unlimited, $"{name} needs less than {depth}");
            computed++;
        });
        Assert.True(computed > 60, $"{computed} networks");
        Assert.True(beyond > 0, $"{beyond} networks that no depth cures");
    }

    [Fact]
    public void TheCureOfADeadlockSufficesAndNoPartOfItCanBeSmaller()
    {
        var (cured, beyond) = (0, 0);
        Samples.Check(Networks, 250, sample =>
        {
            var (network, launch) = RandomNetwork.Make(sample.Seed, sample.Parts);
            var design = Design.Of(network);

            // As shallow as can be, so that many deadlock.
            design = design.WithDepths(design.Channels.ToDictionary(c => c.Name, _ => 1));
            if (Report(design, launch) is not { } report)
                return;
            if (report.Cure is not { } cure)
            {
                Assert.Null(Cycles(design.WithDepths(design.Channels.ToDictionary(c => c.Name, _ => 4096)), launch));
                beyond++;
                return;
            }

            Assert.NotEmpty(cure);
            Assert.NotNull(Cycles(design.WithDepths(cure), launch));
            foreach (var (name, depth) in cure)
                Assert.Null(Cycles(design.WithDepths(With(cure, name, depth - 1)), launch));
            cured++;
        });
        Assert.True(cured > 10, $"{cured} deadlocks cured");
        Assert.True(beyond > 0, $"{beyond} deadlocks beyond cure");
    }

    private static Dictionary<string, int> With(IReadOnlyDictionary<string, int> depths, string name, int depth) => new(depths) { [name] = depth };

    private static long? Cycles(Design design, IReadOnlyDictionary<string, long> launch)
    {
        try
        {
            return new TimingSimulation(design).Run(launch).Cycles;
        }
        catch (DeadlockException)
        {
            return null;
        }
    }

    private static DeadlockReport? Report(Design design, IReadOnlyDictionary<string, long> launch)
    {
        try
        {
            new TimingSimulation(design).Run(launch);
            return null;
        }
        catch (DeadlockException e)
        {
            return e.Report;
        }
    }
}
