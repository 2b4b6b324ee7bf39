namespace Millrace.Hls;

/// <summary>Both faces of a design side by side: what a launch computes, and in how many cycles. When things happen never depends on data,
/// so a launch with arguments seen before is not timed again.</summary>
public sealed class Simulator
{
    private const int Remembered = 512; // timings; each holds the cycle of every output element

    private readonly Dictionary<string, TimingResult> timings = new(StringComparer.Ordinal);
    private readonly TimingSimulation timing;

    /// <summary>Compiles both faces.</summary>
    public Simulator(Design design)
    {
        Design = design;
        Data = new RunSimulation(design);
        timing = new TimingSimulation(design);
    }

    /// <summary>Elaborates a network with the usual latencies and compiles both faces.</summary>
    public Simulator(Network network)
        : this(Design.Of(network))
    {
    }

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>The run face, with the contents of off-chip memories.</summary>
    public RunSimulation Data { get; }

    /// <summary>Runs and times one launch.</summary>
    /// <param name="launch">Launch arguments by name.</param>
    /// <param name="inputs">For each input its elements, lane by lane.</param>
    /// <param name="cancellation">Stops a long launch.</param>
    /// <exception cref="DeadlockException">The network cannot progress.</exception>
    /// <exception cref="DiagnosticException">Wrong arguments or inputs.</exception>
    public LaunchResult Launch(
        IReadOnlyDictionary<string, long> launch, IReadOnlyDictionary<string, long[]> inputs, CancellationToken cancellation = default)
    {
        var time = Time(launch, cancellation);
        return new LaunchResult(Data.Run(launch, inputs, cancellation), time);
    }

    /// <summary>Times one launch.</summary>
    /// <exception cref="DeadlockException">The network cannot progress.</exception>
    public TimingResult Time(IReadOnlyDictionary<string, long> launch, CancellationToken cancellation = default)
    {
        var key = string.Join(';', Design.Arguments.Keys.Select(a => launch.TryGetValue(a, out var v) ? $"{v}" : "?"));
        if (timings.TryGetValue(key, out var known))
            return known;
        if (timings.Count == Remembered)
            timings.Clear();
        return timings[key] = timing.Run(launch, cancellation);
    }
}

/// <summary>What a launch computed and how long it took.</summary>
/// <param name="Outputs">For each output of the network its elements, lane by lane.</param>
/// <param name="Timing">The cycles.</param>
public sealed record LaunchResult(IReadOnlyDictionary<string, long[]> Outputs, TimingResult Timing);
