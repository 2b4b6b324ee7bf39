namespace Millrace.Models;

/// <summary>
/// The float reference of GPT-2: what the checkpoint's authors get. Weights and activations are float; sums over a row (LayerNorm,
/// softmax) and activation functions are double. The logits agree with a double-precision evaluation to 1e-4 of the largest.
/// </summary>
public sealed class Gpt2FloatModel : ILanguageModel
{
    /// <summary>A model of these weights.</summary>
    /// <exception cref="ArgumentException">Weights and configuration do not belong together.</exception>
    public Gpt2FloatModel(Gpt2Config config, Gpt2Weights weights)
    {
        config.Validate();
        weights.RequireShapeOf(config);
        (Config, Weights) = (config, weights);
        HeadByInput = Dense.Transposed(weights.Head, config.VocabularySize, config.Width);
    }

    /// <summary>Shape and options.</summary>
    public Gpt2Config Config { get; }

    /// <summary>The trained numbers.</summary>
    public Gpt2Weights Weights { get; }

    /// <inheritdoc/>
    public int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => Config.ContextLength;

    /// <summary>The head as [width, vocabulary]: the layout of all other matrices, so that one loop serves them all.</summary>
    internal float[] HeadByInput { get; }

    /// <summary>A new, empty sequence, watched by <paramref name="observer"/> if there is one.</summary>
    public Gpt2FloatSession Start(IActivationObserver? observer = null) => new(this, observer);

    ILanguageModelSession ILanguageModel.Start() => Start();
}
