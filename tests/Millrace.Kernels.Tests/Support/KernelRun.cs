using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>Runs and times networks in a line.</summary>
internal static class KernelRun
{
    internal static Dictionary<string, long> Arguments(params (string Name, long Value)[] arguments) => arguments.ToDictionary(a => a.Name, a => a.Value);

    internal static Dictionary<string, long[]> Elements(params (string Name, long[] Values)[] ports) => ports.ToDictionary(p => p.Name, p => p.Values);

    /// <summary>The outputs of one launch.</summary>
    internal static IReadOnlyDictionary<string, long[]> Launch(Network network, IReadOnlyDictionary<string, long> arguments, IReadOnlyDictionary<string, long[]> inputs) =>
        new RunSimulation(Design.Of(network)).Run(arguments, inputs);

    /// <summary>The cycles of one launch.</summary>
    internal static long Cycles(Network network, params (string Name, long Value)[] arguments) => Cycles(Design.Of(network), arguments);

    /// <summary>The cycles of one launch.</summary>
    internal static long Cycles(Design design, params (string Name, long Value)[] arguments) => new TimingSimulation(design).Run(Arguments(arguments)).Cycles;
}
