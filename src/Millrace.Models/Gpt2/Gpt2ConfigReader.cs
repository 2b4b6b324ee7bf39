using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads <see cref="Gpt2Config"/> from JSON: first the architecture, then the fields, then the sizes that must agree.</summary>
internal static class Gpt2ConfigReader
{
    // Models whose trunk and head are GPT-2's; further heads that some of them carry are ignored.
    private static readonly string[] Architectures = ["GPT2LMHeadModel", "GPT2Model", "GPT2DoubleHeadsModel"];

    // A folder that is no encoder's comes here.
    private static readonly string Supported = string.Join(", ", BertConfigReader.ModelTypes.Prepend("gpt2").Select(t => $"\"{t}\""));

    public static Gpt2Config Read(JsonElement root, string source)
    {
        var fields = new JsonFields(root, source);
        RequireGpt2(fields, source);

        var defaults = new Gpt2Config();
        var vocabulary = fields.Integer(defaults.VocabularySize, "vocab_size");
        return new Gpt2Config
        {
            Width = fields.Integer(defaults.Width, "n_embd", "hidden_size"),
            Layers = fields.Integer(defaults.Layers, "n_layer", "num_hidden_layers"),
            Heads = fields.Integer(defaults.Heads, "n_head", "num_attention_heads"),
            Inner = fields.OptionalInteger("n_inner"),
            ContextLength = fields.Has("n_positions") || fields.Has("max_position_embeddings")
                ? fields.Integer(defaults.ContextLength, "n_positions", "max_position_embeddings")
                : fields.Integer(defaults.ContextLength, "n_ctx"),
            VocabularySize = vocabulary,
            LayerNormEpsilon = fields.Real(defaults.LayerNormEpsilon, "layer_norm_epsilon"),
            Activation = ActivationFunction.Parse(
                fields.Text(defaults.Activation.Name, "activation_function"), $"{source}: activation_function"),
            TiedHead = fields.Flag(defaults.TiedHead, "tie_word_embeddings"),
            ScaleAttention = fields.Flag(defaults.ScaleAttention, "scale_attn_weights"),
            ScaleAttentionByInverseLayer = fields.Flag(defaults.ScaleAttentionByInverseLayer, "scale_attn_by_inverse_layer_idx"),
            BosToken = Token(fields, "bos_token_id", vocabulary),
            EosToken = Token(fields, "eos_token_id", vocabulary),
        }.Validate(source);
    }

    private static void RequireGpt2(JsonFields fields, string source)
    {
        var type = fields.OptionalText("model_type");
        if (type is not (null or "gpt2"))
            throw new ModelException($"{source}: model_type is \"{type}\", but only {Supported} are supported.");

        var architectures = fields.Texts("architectures");
        if (architectures.Length > 0 && !architectures.Any(Architectures.Contains))
            throw new ModelException(
                $"{source}: architectures is {string.Join(", ", architectures)}, but only "
                + $"{string.Join(", ", Architectures)} are supported.");
        if (type is null && architectures.Length == 0)
            throw new ModelException($"{source}: model_type is missing, but it must be one of {Supported}.");

        // Accepted without effect: it reorders a product and a scaling that are exact, or nearly so, in the reference's precision.
        fields.Flag(false, "reorder_and_upcast_attn");
        if (fields.Flag(false, "add_cross_attention"))
            throw new ModelException($"{source}: add_cross_attention is true, but only models without cross-attention are supported.");
    }

    // Small models often keep GPT-2's 50256 here though their vocabulary ends before it: such a token never occurs.
    private static int? Token(JsonFields fields, string name, int vocabulary)
    {
        var token = fields.Has(name) ? fields.OptionalInteger(name) : 50256;
        return token >= 0 && token < vocabulary ? token : null;
    }
}
