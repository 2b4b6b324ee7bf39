using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>The exact cycles of a BERT accelerator without its weights: when things happen does not depend on values, so that a design can
/// be timed before there is a checkpoint. Not for several threads at once.</summary>
public sealed class BertTiming
{
    private readonly TimingSimulation simulation;

    private BertTiming(Design design) => (Design, simulation) = (design, new TimingSimulation(design));

    /// <summary>The processes and channels.</summary>
    public Design Design { get; }

    /// <summary>Builds the network a design point describes.</summary>
    /// <exception cref="DesignPointException">The point does not fit itself or the device.</exception>
    public static BertTiming Build(DesignPoint point, FpgaDevice device)
    {
        point.Validate(device).RequireKernels(TransformerFamily.Bert);
        return new BertTiming(DesignOf(point, device));
    }

    /// <summary>The network that a point describes, without weights, whether or not it fits the device.</summary>
    internal static Design DesignOf(DesignPoint point, FpgaDevice device)
    {
        var shapes = new BertShapes(point, BertArithmetic.ForTiming);
        var memories = LayerMemories.Of(shapes, new DeviceMemories(device, point.ClockMegahertz));
        return LayerDesign.Of(BertNetwork.Define(shapes, memories), point, device);
    }

    /// <summary>The cycles of a launch.</summary>
    /// <param name="sequences">Sequences, at most as many as the point has room for.</param>
    /// <param name="tokens">Tokens of each.</param>
    public LaunchReport Time(int sequences, int tokens) =>
        BertLaunch.Report(sequences, tokens, simulation.Run(BertLaunch.Arguments(sequences, tokens, tokens)));
}
