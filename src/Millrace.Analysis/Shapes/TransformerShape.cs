using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>The sizes of a Transformer: all that its demand, its memory and its parameter count follow from.</summary>
public sealed record TransformerShape
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its architecture.</summary>
    public required TransformerFamily Family { get; init; }

    /// <summary>Layers, N.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads of the queries, h.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of keys and values; each serves <see cref="Heads"/> / this many heads of queries.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Elements of one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Elements of the residual stream, d.</summary>
    public required int Width { get; init; }

    /// <summary>Elements inside the feed-forward network, d_FFN.</summary>
    public required int InnerWidth { get; init; }

    /// <summary>Tokens that the embedding knows.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The longest sequence, tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Whether the head is the token embedding; false of an encoder, which has no head.</summary>
    public required bool TiedHead { get; init; }

    /// <summary>Whether q, k and v have biases.</summary>
    public required bool InputBias { get; init; }

    /// <summary>Whether the projection has a bias.</summary>
    public required bool ProjectionBias { get; init; }

    /// <summary>Whether the feed-forward network has biases.</summary>
    public required bool InnerBias { get; init; }

    /// <summary>Kinds of token in a sequence pair, each with an embedding; 0 if there are none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>True of an encoder: it generates no tokens.</summary>
    public bool IsEncoder => Family is TransformerFamily.Bert;

    /// <summary>Whether the feed-forward network has a gate: three matrices, not two.</summary>
    public bool GatedInner => Family is not (TransformerFamily.Bert or TransformerFamily.Gpt2);

    /// <summary>Whether norms subtract the mean and add a bias (LayerNorm), or neither (RMSNorm).</summary>
    public bool NormBias => !GatedInner;

    /// <summary>Whether queries and keys are normalized head by head.</summary>
    public bool QueryKeyNorm => Family is TransformerFamily.Qwen3 or TransformerFamily.Gemma3;

    /// <summary>Norms of a layer over the residual stream.</summary>
    public int NormsPerLayer => Family is TransformerFamily.Gemma3 ? 4 : 2;

    /// <summary>Whether positions have an embedding of their own.</summary>
    public bool LearnedPositions => !GatedInner;

    /// <summary>Elements of the queries of a token, d unless the heads' size says otherwise.</summary>
    public int QueryWidth => Heads * HeadSize;

    /// <summary>Elements of the keys of a token, and of the values; less than <see cref="QueryWidth"/> where heads share them.</summary>
    public int KeyValueWidth => KeyValueHeads * HeadSize;

    /// <summary>Matrices of the feed-forward network: three with a gate, else two.</summary>
    public int InnerMatrices => GatedInner ? 3 : 2;

    /// <summary>Weights of a layer's matrices; biases and norms are not among them.</summary>
    public long LayerWeights => ((long)Width * ((2L * QueryWidth) + (2L * KeyValueWidth))) + ((long)InnerMatrices * Width * InnerWidth);

    /// <summary>Trained numbers of the whole model; a tied head counts once.</summary>
    public long Parameters => ParameterCount.Of(this);

    /// <summary>The shape that a Hugging Face <c>config.json</c> describes.</summary>
    /// <exception cref="ModelException">No such file, not JSON, an architecture that is not known, a field out of its range.</exception>
    public static TransformerShape Load(string path) => TransformerConfigReader.Load(path);

    /// <summary>As <see cref="Load"/>, of a text; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="ModelException">Not JSON, an architecture that is not known, a field out of its range.</exception>
    public static TransformerShape Parse(string json, string source) => TransformerConfigReader.Parse(json, source);
}
