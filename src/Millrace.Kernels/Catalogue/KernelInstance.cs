using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>A kernel that can be launched: its design, and what one launch takes.</summary>
public sealed class KernelInstance
{
    private TimingResult? timing;

    internal KernelInstance(
        CatalogueKernel kernel, KernelValues values, Design design, IReadOnlyDictionary<string, long> launch) =>
        (Kernel, Values, Design, Launch) = (kernel, values, design, launch);

    /// <summary>What was asked for.</summary>
    public CatalogueKernel Kernel { get; }

    /// <summary>Its parameters.</summary>
    public KernelValues Values { get; }

    /// <summary>The design, its off-chip memories among it.</summary>
    public Design Design { get; }

    /// <summary>Launch arguments by name.</summary>
    public IReadOnlyDictionary<string, long> Launch { get; }

    /// <summary>The cycles of the launch, computed when first asked for.</summary>
    /// <exception cref="DeadlockException">The network cannot progress.</exception>
    public TimingResult Timing => timing ??= new TimingSimulation(Design).Run(Launch);

    /// <summary>Words that each input takes in the launch.</summary>
    public IReadOnlyDictionary<string, long> InputWords => Design.Inputs.ToDictionary(
        c => c.Name, c => Timing.Channels[c.Number].Elements, StringComparer.Ordinal);
}
