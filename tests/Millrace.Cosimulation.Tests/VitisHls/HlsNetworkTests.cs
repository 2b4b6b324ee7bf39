using Millrace.Hls;

namespace Millrace.Cosimulation.Tests;

/// <summary>Random networks as C++: guards, joins, feedback, buffers, off-chip ports, launch arguments.</summary>
public class HlsNetworkTests
{
    [Fact]
    public void RandomNetworksHaveTheBitsOfTheRunFace()
    {
        var (compared, circles) = (0, 0);
        for (var seed = 0; compared < 10 || circles < 3; seed++)
        {
            var (network, arguments) = RandomNetwork.Make(seed, parts: 5);
            var design = Design.Of(network);
            if (design.Outputs.Count == 0 || design.Channels.Any(c => c.Writer is not null && c.Writer == c.Reader))
                continue;
            if (Elements(design, arguments) is not { } elements || design.Outputs.All(o => elements[o.Name] == 0))
                continue;
            var isCircle = VitisHlsEmitter.Emit(design).Files["Makefile"].Contains("-pthread", StringComparison.Ordinal);
            if (compared >= 10 && !isCircle)
                continue;
            var random = new Random(seed);
            HlsRun.AssertEqual(design, [Launch(), Launch()]);
            compared++;
            circles += isCircle ? 1 : 0;

            (IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>) Launch() =>
                (arguments, RandomLaunch.Inputs(design, elements, random));
        }
    }

    /// <summary>Elements of each channel in a launch; null if it deadlocks, or breaks a memory's promise.</summary>
    private static Dictionary<string, long>? Elements(Design design, IReadOnlyDictionary<string, long> launch)
    {
        try
        {
            var elements = new TimingSimulation(design).Run(launch).Channels.ToDictionary(c => c.Channel.Name, c => c.Elements);
            new RunSimulation(design).Run(launch, RandomLaunch.Inputs(design, elements, new Random(0)));
            return elements;
        }
        catch (Exception e) when (e is DeadlockException or DiagnosticException)
        {
            return null;
        }
    }
}
