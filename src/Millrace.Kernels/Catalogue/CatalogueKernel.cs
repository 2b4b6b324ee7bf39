using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>A kernel of the library as it is asked for by name.</summary>
/// <param name="Name">Its name, in kebab-case.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Parameters">What it is asked for with.</param>
/// <param name="Define">Its network, and the arguments of a launch.</param>
public sealed record CatalogueKernel(
    string Name, string Summary, IReadOnlyList<KernelParameter> Parameters,
    Func<KernelValues, (Network Network, IReadOnlyDictionary<string, long> Launch)> Define)
{
    private const int MostMemoryBytes = 1 << 28;

    /// <summary>Builds the kernel.</summary>
    /// <param name="given">Values of parameters by name; the others have their defaults.</param>
    /// <param name="latencies">Latencies of operations; those of <see cref="OperationLatencies"/> if null.</param>
    /// <exception cref="KernelCatalogueException">It has no such parameter.</exception>
    /// <exception cref="KernelParameterException">A value is not allowed.</exception>
    /// <exception cref="DiagnosticException">The launch is not one of this kernel.</exception>
    public KernelInstance Build(IReadOnlyDictionary<string, string> given, OperationLatencies? latencies = null)
    {
        var values = new KernelValues(this, given);
        var (network, launch) = Define(values);
        var design = Design.Of(network, latencies);
        foreach (var memory in design.Memories)
        {
            var bytes = (Int128)memory.Words * memory.WordBytes;
            if (bytes > MostMemoryBytes)
                throw new KernelParameterException(
                    Name, memory.Name, FormattableString.Invariant($"a memory of {bytes} bytes"),
                    $"at most {MostMemoryBytes} are simulated");
        }

        design.CheckArguments(launch);
        return new KernelInstance(this, values, design, launch);
    }

    /// <summary>Builds the kernel with its defaults.</summary>
    public KernelInstance Build() => Build(new Dictionary<string, string>());
}
