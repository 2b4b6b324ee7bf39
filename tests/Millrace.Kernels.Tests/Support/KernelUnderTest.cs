using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>A kernel built from one parameter set, with launches and what they must give.</summary>
public sealed record KernelUnderTest
{
    public required Network Network { get; init; }

    /// <summary>Launches in order; each meets the memories as the one before left them.</summary>
    public required IReadOnlyList<KernelLaunch> Launches { get; init; }

    /// <summary>Fills off-chip memories before the first launch.</summary>
    public Action<RunSimulation> Prepare { get; init; } = _ => { };

    /// <summary>The launch whose cycles deeper channels must not improve; null where deeper channels rightly do, since they let a reader of off-chip memory run further ahead.</summary>
    public IReadOnlyDictionary<string, long>? FullRate { get; init; }
}

/// <summary>One launch: arguments, inputs, and the outputs the oracle gives.</summary>
public sealed record KernelLaunch(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs, IReadOnlyDictionary<string, long[]> Expected);

/// <summary>Parameters of a kernel that know how to build it and what it must compute.</summary>
public interface IKernelParameters<TSelf>
    where TSelf : IKernelParameters<TSelf>
{
    /// <summary>The sets to test, by name.</summary>
    static abstract IReadOnlyDictionary<string, TSelf> Sets { get; }

    /// <summary>Builds the kernel and draws data for its launches.</summary>
    KernelUnderTest Make(Random random);
}
