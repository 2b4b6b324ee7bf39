namespace Millrace.Hls.Tests;

/// <summary>Short ways to run a process or network once.</summary>
internal static class Launch
{
    internal static IReadOnlyDictionary<string, long> None { get; } = new Dictionary<string, long>();

    internal static IReadOnlyDictionary<string, long[]> Run(Process process, params (string Name, long[] Data)[] inputs) => Run(Network.Of(process), inputs);

    internal static IReadOnlyDictionary<string, long[]> Run(Network network, params (string Name, long[] Data)[] inputs) =>
        new RunSimulation(Design.Of(network)).Run(None, inputs.ToDictionary(i => i.Name, i => i.Data));

    internal static IReadOnlyDictionary<string, long> With(string name, long value) => new Dictionary<string, long> { [name] = value };
}
