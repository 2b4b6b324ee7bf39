namespace Millrace.Models;

/// <summary>All trained numbers of a GPT-2, as float, row-major.</summary>
public sealed record Gpt2Weights
{
    /// <summary><c>wte.weight</c>: [vocabulary, width].</summary>
    public required float[] TokenEmbedding { get; init; }

    /// <summary><c>wpe.weight</c>: [context, width].</summary>
    public required float[] PositionEmbedding { get; init; }

    /// <summary><c>h.0</c>, <c>h.1</c>, ...</summary>
    public required IReadOnlyList<Gpt2LayerWeights> Layers { get; init; }

    /// <summary><c>ln_f</c>: [width].</summary>
    public required NormWeights FinalNorm { get; init; }

    /// <summary><c>lm_head.weight</c>: [vocabulary, width]; the very array of <see cref="TokenEmbedding"/> when the head is tied.</summary>
    public required float[] Head { get; init; }

    /// <summary>Reads the weights of a checkpoint, with or without the prefix <c>transformer.</c>.</summary>
    /// <exception cref="ModelException">A tensor is missing, has another shape, or holds numbers that are not finite.</exception>
    public static Gpt2Weights Load(Gpt2Config config, Checkpoint checkpoint) => Gpt2WeightsReader.Read(config, checkpoint);

    /// <summary>Checks that every array has the size that the configuration asks for.</summary>
    /// <exception cref="ArgumentException">One has not: the caller paired weights with another model's configuration.</exception>
    public void RequireShapeOf(Gpt2Config config)
    {
        int d = config.Width, f = config.InnerWidth;
        Require(nameof(TokenEmbedding), TokenEmbedding.Length, (long)config.VocabularySize * d);
        Require(nameof(PositionEmbedding), PositionEmbedding.Length, (long)config.ContextLength * d);
        Require(nameof(Layers), Layers.Count, config.Layers);
        Require(nameof(FinalNorm), FinalNorm.Gain.Length, d);
        Require(nameof(Head), Head.Length, (long)config.VocabularySize * d);
        foreach (var layer in Layers)
        {
            Require(nameof(layer.AttentionNorm), layer.AttentionNorm.Gain.Length, d);
            Require(nameof(layer.MlpNorm), layer.MlpNorm.Gain.Length, d);
            RequireLinear(nameof(layer.AttentionInput), layer.AttentionInput, d, 3 * d);
            RequireLinear(nameof(layer.AttentionOutput), layer.AttentionOutput, d, d);
            RequireLinear(nameof(layer.MlpInput), layer.MlpInput, d, f);
            RequireLinear(nameof(layer.MlpOutput), layer.MlpOutput, f, d);
        }

        static void RequireLinear(string name, LinearWeights linear, int inputs, int outputs)
        {
            Require(name + " inputs", linear.Inputs, inputs);
            Require(name + " outputs", linear.Outputs, outputs);
        }

        static void Require(string name, long given, long expected)
        {
            if (given != expected) throw new ArgumentException($"{name} has {given} elements, but the configuration asks for {expected}.");
        }
    }
}
