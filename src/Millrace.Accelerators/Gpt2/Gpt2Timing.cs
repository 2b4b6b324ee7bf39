using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>The exact cycles of a GPT-2 accelerator without its weights: when things happen does not depend on values, so that a design can
/// be timed before there is a checkpoint. Not for several threads at once.</summary>
public sealed class Gpt2Timing
{
    private readonly TimingSimulation simulation;

    private Gpt2Timing(Design design) => (Design, simulation) = (design, new TimingSimulation(design));

    /// <summary>The processes and channels.</summary>
    public Design Design { get; }

    /// <summary>Builds the network a design point describes.</summary>
    /// <param name="point">What to build.</param>
    /// <param name="device">The device, for its off-chip memory.</param>
    /// <param name="kernels">What it is composed from; <see cref="Gpt2Kernels.Library"/> unless said.</param>
    /// <exception cref="DesignPointException">The point does not fit itself or the device.</exception>
    public static Gpt2Timing Build(DesignPoint point, FpgaDevice device, Gpt2Kernels? kernels = null)
    {
        point.Validate(device).RequireKernels();
        return new Gpt2Timing(DesignOf(point, device, kernels ?? Gpt2Kernels.Library));
    }

    /// <summary>The network that a point describes, without weights, whether or not it fits the device.</summary>
    internal static Design DesignOf(DesignPoint point, FpgaDevice device, Gpt2Kernels kernels)
    {
        var shapes = new Gpt2Shapes(point, Gpt2Arithmetic.ForTiming);
        return LayerDesign.Of(Gpt2Network.Define(shapes, kernels, new Gpt2Memories(shapes, device)), point, device);
    }

    /// <summary>The cycles of a launch.</summary>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="logits">How many of the last tokens want logits.</param>
    public LaunchReport Time(int position, int tokens, int logits) =>
        Gpt2Launch.Report(position, tokens, simulation.Run(Gpt2Launch.Arguments(position, tokens, logits)));
}
