namespace Millrace.Models;

/// <summary>
/// The float reference of BERT, RoBERTa and DistilBERT: what the checkpoint's authors get. Weights and activations are float; sums over
/// a row (LayerNorm, softmax) and activation functions are double. Outputs agree with a double-precision evaluation to 1e-4 of the
/// largest.
/// </summary>
public sealed class BertFloatModel : IBertModel
{
    /// <summary>A model of these weights.</summary>
    /// <exception cref="ArgumentException">Weights and configuration do not belong together.</exception>
    public BertFloatModel(BertConfig config, BertWeights weights)
    {
        config.Validate();
        weights.RequireShapeOf(config);
        (Config, Weights) = (config, weights);
        if (weights.Masked is { } head) DecoderByInput = Dense.Transposed(head.Decoder, config.VocabularySize, config.Width);
    }

    /// <inheritdoc/>
    public BertConfig Config { get; }

    /// <summary>The trained numbers.</summary>
    public BertWeights Weights { get; }

    /// <summary>The decoder of a masked language model as [width, vocabulary]: the layout of all other matrices.</summary>
    internal float[] DecoderByInput { get; } = [];

    /// <inheritdoc/>
    public BertOutput Encode(BertInput input) => Encode(input, observer: null);

    /// <summary>Encodes one sequence, watched by <paramref name="observer"/> if there is one.</summary>
    /// <exception cref="ModelException">The input does not suit the model.</exception>
    public BertOutput Encode(BertInput input, IActivationObserver? observer)
    {
        input.Require(Config);
        return new BertFloatPass(this, input, observer).Run();
    }
}
