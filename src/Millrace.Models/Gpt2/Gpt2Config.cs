namespace Millrace.Models;

/// <summary>
/// The shape and the options of a GPT-2: everything that a Hugging Face <c>config.json</c> of model type <c>gpt2</c> can vary and that
/// changes what the model computes. Defaults are those of transformers' <c>GPT2Config</c> (the 124 M parameter GPT-2).
/// </summary>
public sealed record Gpt2Config
{
    /// <summary>Width of the residual stream (<c>n_embd</c>).</summary>
    public int Width { get; init; } = 768;

    /// <summary>Number of Transformer layers (<c>n_layer</c>).</summary>
    public int Layers { get; init; } = 12;

    /// <summary>Attention heads of a layer (<c>n_head</c>); divides <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>Width of the hidden layer of the MLP (<c>n_inner</c>), or null for four times <see cref="Width"/>.</summary>
    public int? Inner { get; init; }

    /// <summary>Positions that the model was trained for (<c>n_positions</c>): the longest sequence.</summary>
    public int ContextLength { get; init; } = 1024;

    /// <summary>Number of token ids (<c>vocab_size</c>).</summary>
    public int VocabularySize { get; init; } = 50257;

    /// <summary>Added to the variance in every LayerNorm (<c>layer_norm_epsilon</c>).</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Activation of the MLP (<c>activation_function</c>).</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Parse("gelu_new");

    /// <summary>Whether the head shares the token embedding's matrix (<c>tie_word_embeddings</c>).</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>Whether scores are divided by the square root of <see cref="HeadWidth"/> (<c>scale_attn_weights</c>).</summary>
    public bool ScaleAttention { get; init; } = true;

    /// <summary>Whether scores of layer l, from 0, are also divided by l + 1 (<c>scale_attn_by_inverse_layer_idx</c>).</summary>
    public bool ScaleAttentionByInverseLayer { get; init; }

    /// <summary>The token that begins a text, or null if none can occur (<c>bos_token_id</c>).</summary>
    public int? BosToken { get; init; }

    /// <summary>The token that ends a text, or null if none can occur (<c>eos_token_id</c>).</summary>
    public int? EosToken { get; init; }

    /// <summary>Width of the hidden layer of the MLP, the default resolved.</summary>
    public int InnerWidth => Inner ?? 4 * Width;

    /// <summary>Width of one attention head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Trained numbers in the model; a tied head counts once.</summary>
    public long ParameterCount
    {
        get
        {
            long d = Width, f = InnerWidth;
            var layer = 2 * d + (3 * d * d + 3 * d) + (d * d + d) + 2 * d + (d * f + f) + (f * d + d);
            return (TiedHead ? 1L : 2L) * VocabularySize * d + ContextLength * d + Layers * layer + 2 * d;
        }
    }

    /// <summary>The factor on the scores q·k of a layer (from 0) before softmax.</summary>
    public double AttentionScale(int layer) =>
        (ScaleAttention ? 1 / Math.Sqrt(HeadWidth) : 1) / (ScaleAttentionByInverseLayer ? layer + 1 : 1);

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="ModelException">No such file, not JSON, another architecture, or a field out of its range.</exception>
    public static Gpt2Config Load(string path) => Parse(ModelText.Read(path), path);

    /// <summary>Reads the text of a <c>config.json</c>; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="ModelException">Not JSON, another architecture, or a field out of its range.</exception>
    public static Gpt2Config Parse(string json, string source) =>
        ModelText.ReadJson(json, source, root => Gpt2ConfigReader.Read(root, source));

    /// <summary>This configuration, if its sizes make a model.</summary>
    /// <param name="source">Where it came from, for the message.</param>
    /// <exception cref="ModelException">A size is not positive, heads do not divide the width, a matrix exceeds what .NET can
    /// hold.</exception>
    public Gpt2Config Validate(string source = "configuration")
    {
        Positive("n_embd", Width);
        Positive("n_layer", Layers);
        Positive("n_head", Heads);
        Positive("n_inner", Inner ?? 1);
        Positive("n_positions", ContextLength);
        Positive("vocab_size", VocabularySize);
        if (Width % Heads != 0)
            throw new ModelException($"{source}: n_embd is {Width}, but it must be a multiple of n_head, which is {Heads}.");
        if (!(LayerNormEpsilon >= 0 && double.IsFinite(LayerNormEpsilon)))
            throw new ModelException($"{source}: layer_norm_epsilon is {LayerNormEpsilon:R}, but it must be a number of at least 0.");

        Fits("n_embd x 3 n_embd", 3L * Width * Width);
        Fits("n_embd x n_inner", (long)Width * (Inner ?? 4L * Width));
        Fits("n_positions x n_embd", (long)ContextLength * Width);
        Fits("vocab_size x n_embd", (long)VocabularySize * Width);
        return this;

        void Positive(string field, int value)
        {
            if (value < 1) throw new ModelException($"{source}: {field} is {value}, but it must be at least 1.");
        }

        void Fits(string matrix, long elements)
        {
            if (elements > Array.MaxLength)
                throw new ModelException(
                    $"{source}: a matrix of {matrix} has {elements} elements, but at most {Array.MaxLength} can be held.");
        }
    }
}
