namespace Millrace.Models.Tests;

public sealed class Gpt2ConfigTests
{
    private static Gpt2Config Parse(string fields) =>
        Gpt2Config.Parse($$"""{"model_type": "gpt2"{{(fields == "" ? "" : ", " + fields)}}}""", "config.json");

    [Fact]
    public void Absent_fields_take_the_defaults_of_transformers()
    {
        var c = Parse("");
        Assert.Equal(new Gpt2Config { BosToken = 50256, EosToken = 50256 }, c);
        Assert.Equal((768, 12, 12, 3072, 1024, 50257), (c.Width, c.Layers, c.Heads, c.InnerWidth, c.ContextLength, c.VocabularySize));
        Assert.Equal(
            (1e-5, "gelu_new", true, true, false),
            (c.LayerNormEpsilon, c.Activation.Name, c.TiedHead, c.ScaleAttention, c.ScaleAttentionByInverseLayer));
    }

    [Fact]
    public void The_smallest_GPT2_has_124_million_parameters() => Assert.Equal(124_439_808, Parse("").ParameterCount);

    [Fact]
    public void Every_field_is_read()
    {
        var expected = new Gpt2Config
        {
            Width = 48,
            Layers = 5,
            Heads = 1,
            Inner = 7,
            ContextLength = 11,
            VocabularySize = 3,
            LayerNormEpsilon = 1e-6,
            Activation = ActivationFunction.Parse("relu"),
            TiedHead = false,
            ScaleAttention = false,
            ScaleAttentionByInverseLayer = true,
            BosToken = 1,
            EosToken = 2,
        };
        Assert.Equal(expected, Gpt2Config.Parse(TinyCheckpoint.ConfigJson(expected).ToJsonString(), "config.json"));
    }

    [Theory]
    [InlineData("\"n_ctx\": 64", 64)]
    [InlineData("\"n_ctx\": 64, \"n_positions\": 32", 32)]
    [InlineData("\"max_position_embeddings\": 16", 16)]
    public void The_context_has_several_names(string fields, int context) => Assert.Equal(context, Parse(fields).ContextLength);

    [Fact]
    public void The_names_common_to_all_architectures_work()
    {
        var c = Parse("\"hidden_size\": 24, \"num_hidden_layers\": 3, \"num_attention_heads\": 2");
        Assert.Equal((24, 3, 2), (c.Width, c.Layers, c.Heads));
    }

    [Fact]
    public void Tokens_outside_the_vocabulary_can_not_occur()
    {
        var c = Parse("\"vocab_size\": 3, \"bos_token_id\": 3, \"eos_token_id\": null");
        Assert.Null(c.BosToken);
        Assert.Null(c.EosToken);
    }

    [Theory]
    [InlineData("\"reorder_and_upcast_attn\": true")]
    [InlineData("\"unknown\": [1, 2]")]
    [InlineData("\"architectures\": null")]
    public void Accepts_what_does_not_change_the_results(string fields) => Assert.Equal(Parse(""), Parse(fields));

    [Theory]
    [InlineData("\"n_embd\": 0", "n_embd is 0, but it must be at least 1.")]
    [InlineData("\"n_layer\": -2", "n_layer is -2, but it must be at least 1.")]
    [InlineData("\"n_head\": 0", "n_head is 0, but it must be at least 1.")]
    [InlineData("\"n_inner\": 0", "n_inner is 0, but it must be at least 1.")]
    [InlineData("\"n_positions\": 0", "n_positions is 0, but it must be at least 1.")]
    [InlineData("\"vocab_size\": 0", "vocab_size is 0, but it must be at least 1.")]
    [InlineData("\"n_head\": 5", "n_embd is 768, but it must be a multiple of n_head, which is 5.")]
    [InlineData("\"n_embd\": 48.5", "n_embd is 48.5, but it must be an integer.")]
    [InlineData("\"n_embd\": 3000000000", "n_embd is 3000000000, but it must be an integer.")]
    [InlineData("\"n_embd\": null", "n_embd is null, but it must be an integer.")]
    [InlineData("\"n_inner\": \"x\"", "n_inner is \"x\", but it must be an integer or null.")]
    [InlineData("\"n_embd\": 12, \"hidden_size\": 24", "n_embd is 12 but hidden_size is 24, though they mean the same.")]
    [InlineData("\"n_embd\": 120000", "a matrix of n_embd x 3 n_embd has 43200000000 elements, but at most 2147483591 can be held.")]
    [InlineData("\"n_inner\": 2000000000", "a matrix of n_embd x n_inner has 1536000000000 elements, but at most 2147483591 can be held.")]
    [InlineData("\"n_positions\": 2000000000",
        "a matrix of n_positions x n_embd has 1536000000000 elements, but at most 2147483591 can be held.")]
    [InlineData("\"vocab_size\": 2000000000",
        "a matrix of vocab_size x n_embd has 1536000000000 elements, but at most 2147483591 can be held.")]
    [InlineData("\"layer_norm_epsilon\": -1e-5", "layer_norm_epsilon is -1E-05, but it must be a number of at least 0.")]
    [InlineData("\"layer_norm_epsilon\": \"1e-5\"", "layer_norm_epsilon is \"1e-5\", but it must be a number.")]
    [InlineData("\"tie_word_embeddings\": 1", "tie_word_embeddings is 1, but it must be true or false.")]
    [InlineData("\"activation_function\": 3", "activation_function is 3, but it must be a string.")]
    [InlineData("\"add_cross_attention\": true", "add_cross_attention is true, but only models without cross-attention are supported.")]
    [InlineData("\"architectures\": [\"BertModel\", \"X\"]",
        "architectures is BertModel, X, but only GPT2LMHeadModel, GPT2Model, GPT2DoubleHeadsModel are supported.")]
    [InlineData("\"architectures\": [1]", "architectures is [1], but it must be a list of strings.")]
    public void Refuses_a_field(string fields, string sentence) =>
        Assert.Equal("config.json: " + sentence, Refusal.Of(() => Parse(fields)));

    [Theory]
    [InlineData("""{"model_type": "llama"}""",
        "config.json: model_type is \"llama\", but only \"gpt2\", \"bert\", \"roberta\", \"distilbert\" are supported.")]
    [InlineData("""{"model_type": 7}""", "config.json: model_type is 7, but it must be a string.")]
    [InlineData("{}", "config.json: model_type is missing, but it must be one of \"gpt2\", \"bert\", \"roberta\", \"distilbert\".")]
    [InlineData("[]", "config.json: it is [], but it must be a JSON object.")]
    [InlineData("{\n \"a\": }", "config.json: it is not valid JSON (line 2, byte 7).")]
    [InlineData("{\"model_type\": \"\\ud800\"}", "config.json: it holds a string that is not valid Unicode.")]
    public void Refuses_a_file(string json, string sentence) =>
        Assert.Equal(sentence, Refusal.Of(() => Gpt2Config.Parse(json, "config.json")));

    [Fact]
    public void An_architecture_alone_is_enough() =>
        Assert.Equal(3, Gpt2Config.Parse("""{"architectures": ["GPT2LMHeadModel"], "vocab_size": 3}""", "config.json").VocabularySize);

    [Fact]
    public void Names_the_field_of_an_unknown_activation() =>
        Assert.StartsWith("config.json: activation_function is \"swiglu\", which is not supported; supported are gelu,",
            Refusal.Of(() => Parse("\"activation_function\": \"swiglu\"")), StringComparison.Ordinal);

    [Fact]
    public void A_configuration_made_in_code_is_validated_too() =>
        Assert.Equal(
            "configuration: n_embd is 7, but it must be a multiple of n_head, which is 2.",
            Refusal.Of(() => new Gpt2Config { Width = 7, Heads = 2 }.Validate()));

    [Theory]
    [InlineData(true, false, 3, 0.25)]
    [InlineData(true, true, 3, 0.0625)]
    [InlineData(false, false, 3, 1)]
    [InlineData(false, true, 1, 0.5)]
    public void Attention_is_scaled_by_head_width_and_layer(bool scale, bool byLayer, int layer, double expected) => Assert.Equal(
        expected,
        new Gpt2Config { Width = 32, Heads = 2, ScaleAttention = scale, ScaleAttentionByInverseLayer = byLayer }.AttentionScale(layer));
}
