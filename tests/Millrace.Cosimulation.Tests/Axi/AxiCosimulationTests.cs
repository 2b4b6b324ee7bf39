using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>Kernels of the library behind AXI: every bit of every output and memory is the run face's, whatever the buses do.</summary>
public class AxiCosimulationTests
{
    // Partners that are always ready; memories slower than the model; everything stalls; everything stalls most of the time.
    private static readonly AxiTraffic[] Traffic = [AxiTraffic.None, new(2, 0, 150), new(3, 50, 1), new(4, 85, 30)];

    /// <summary>Streams alone; weights; a cache that is written and read again; words of 88 bits; words wider than the bus.</summary>
    [Theory]
    [InlineData("fork", "")]
    [InlineData("linear-streamed", "")]
    [InlineData("key-value-cache", "")]
    [InlineData("memory-writer", "lanes=11")]
    [InlineData("memory-reader", "lanes=96")]
    public void EqualsItsKernelInEveryBit(string name, string parameters) => With(name, parameters, (kernel, instance) =>
    {
        Assert.Equal("", kernel.Lint());
        Assert.Equal("", kernel.Check());
        var steps = new List<long>();
        foreach (var traffic in Traffic)
        {
            var random = new Random(traffic.Seed);
            var simulation = new RunSimulation(instance.Design);
            foreach (var memory in instance.Design.Memories)
                random.NextBytes(simulation[memory].Bytes);
            var report = AxiCosimulator.Run(kernel, simulation, [.. Enumerable.Range(0, 3).Select(_ => Launch(instance, random))], traffic);
            Assert.Null(report.Difference);
            Assert.Equal(3, report.Launches.Count);
            Assert.True(report.Bits > 0);
            Assert.All(report.Launches, l => Assert.Equal(0, l.Faults));
            Assert.All(report.Launches, l => Assert.True(l.Cycles > l.Steps));
            if (traffic.Stall == 0)
                steps.AddRange(report.Launches.Select(l => l.Steps));
        }

        // The network's own time does not know how slow a memory is.
        var first = Assert.Single(steps.Distinct());

        // From the cycle of the start to the one that knows that all is idle; streams can bring elements before the start.
        if (instance.Design.Inputs.Count == 0)
            Assert.Equal(instance.Timing.Processes.Max(p => p.Last) + 4, first);
    });

    [Fact]
    public void AWireFromAnInputToAnOutputIsFound() => With("fork", "", (kernel, _) =>
    {
        var file = Path.Combine(folder!, "hdl", "mr_axis_source.sv");
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("level != 2'd2;", "level != 2'd2 || tvalid;", StringComparison.Ordinal));
        Assert.StartsWith("yosys failed", Assert.Throws<CosimulationException>(() => kernel.Check()).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void ABusThatIsNotFollowedIsFound() => With("memory-writer", "lanes=11", (kernel, instance) =>
    {
        // The run face has other memory contents than the kernel was given.
        var simulation = new RunSimulation(instance.Design);
        var launches = new[] { Launch(instance, new Random(1)) };
        var other = new[] { Launch(instance, new Random(2)) };
        simulation.Run(other[0].Arguments, other[0].Inputs);
        var memory = Assert.Single(instance.Design.Memories);
        var outcome = kernel.Run(launches, new Dictionary<OffChipMemory, byte[]> { [memory] = new byte[memory.Words * memory.WordBytes] },
            AxiTraffic.None, 100_000);
        Assert.NotEqual(simulation[memory].Bytes.ToArray(), outcome.Memories[memory]);
        Assert.Equal([true], outcome.Outputs["done"].Last);
        Assert.Contains(
            "simulation failed with exit code 3",
            Assert.Throws<CosimulationException>(() => kernel.Run(launches, new Dictionary<OffChipMemory, byte[]> { [memory] = [] },
                AxiTraffic.None, 50)).Message,
            StringComparison.Ordinal);
    });

    private string? folder;

    private void With(string name, string parameters, Action<AxiSimulation, KernelInstance> act)
    {
        var given = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var instance = KernelCatalogue.Find(name).Build(given);
        folder = Directory.CreateTempSubdirectory("millrace_axi_").FullName;
        try
        {
            act(AxiSimulation.Build(instance.Design, folder), instance);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs) Launch(
        KernelInstance instance, Random random) =>
        (instance.Launch, instance.Design.Inputs.ToDictionary(
            c => c.Name, c => Draw(c.Type, instance.InputWords[c.Name], random), StringComparer.Ordinal));

    private static long[] Draw(HardwareType type, long words, Random random)
    {
        var raw = new long[words * type.Lanes];
        for (var i = 0; i < raw.Length; i++)
            raw[i] = type.Element.Wrap(random.NextInt64());
        return raw;
    }
}
