using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>
/// The kernels of a GPT-2 accelerator that can be one's own: each a function from the shape the accelerator asks for to a part with the
/// ports of the library's, in the same order. That a design point fits its device is checked with the resources of the library's.
/// </summary>
public sealed record Gpt2Kernels
{
    /// <summary>Those of the library.</summary>
    public static Gpt2Kernels Library { get; } = new();

    /// <summary>LayerNorm before attention, before the feed-forward network and before the head: inputs x and a buffer of parameters;
    /// output y.</summary>
    public Func<LayerNormShape, Part> LayerNorm { get; init; } = Millrace.Kernels.LayerNorm.Define;

    /// <summary>Softmax inside attention: inputs scores, multiplier; output probabilities.</summary>
    public Func<SoftmaxShape, Part> Softmax { get; init; } = Millrace.Kernels.Softmax.Define;

    /// <summary>The activation function, from its shape and its table F: inputs x, multiplier; output y.</summary>
    public Func<ActivationShape, IReadOnlyList<short>, Part> Activation { get; init; } = Millrace.Kernels.Activation.Define;
}
