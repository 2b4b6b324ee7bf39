using Millrace.Models;

namespace Millrace.Analysis.Tests;

public sealed class ModelCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shape-").FullName;

    private string Config => Path.Combine(_folder, "config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The counts that the published checkpoints hold.</summary>
    [Theory]
    [InlineData("bert-base", 109_482_240)]
    [InlineData("bert-large", 335_141_888)]
    [InlineData("gemma3-1b", 999_885_952)]
    [InlineData("gpt2", 124_439_808)]
    [InlineData("gpt2-large", 774_030_080)]
    [InlineData("gpt2-medium", 354_823_168)]
    [InlineData("gpt2-xl", 1_557_611_200)]
    [InlineData("llama2-13b", 13_015_864_320)]
    [InlineData("llama2-7b", 6_738_415_616)]
    [InlineData("llama3.1-8b", 8_030_261_248)]
    [InlineData("llama3.2-1b", 1_235_814_400)]
    [InlineData("qwen2.5-0.5b", 494_032_768)]
    [InlineData("qwen3-1.7b", 1_720_574_976)]
    [InlineData("vicuna-13b", 13_015_864_320)]
    public void Parameters_are_counted_exactly(string name, long parameters) => Assert.Equal(parameters, ModelCatalogue.Find(name).Parameters);

    [Fact]
    public void Every_model_counts_what_its_file_says_was_published()
    {
        Assert.Equal(14, ModelCatalogue.All.Count);
        Assert.All(ModelCatalogue.All, m => Assert.Equal(m.PublishedParameters, m.Shape.Parameters));
        Assert.Equal(ModelCatalogue.Names, ModelCatalogue.All.Select(m => m.Shape.Name));
    }

    [Fact]
    public void Sizes_follow_from_heads_and_gates()
    {
        var gemma = ModelCatalogue.Find("Gemma3-1B");
        Assert.Equal((1152, 1024, 256, 3, 4), (gemma.Width, gemma.QueryWidth, gemma.KeyValueWidth, gemma.InnerMatrices, gemma.NormsPerLayer));
        var llama = ModelCatalogue.Find("llama2-7b");
        Assert.Equal((4L * 4096 * 4096) + (3L * 4096 * 11008), llama.LayerWeights);
        Assert.Equal(12L * 1024 * 1024, ModelCatalogue.Find("gpt2-medium").LayerWeights);
    }

    [Fact]
    public void A_folder_is_read_as_the_catalogue_is()
    {
        File.WriteAllText(Config, """
            {"model_type":"llama","hidden_size":64,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"head_dim":null,
             "intermediate_size":96,"vocab_size":100,"max_position_embeddings":128,"attention_bias":true,"mlp_bias":true}
            """);
        var shape = ModelCatalogue.Find(_folder);
        Assert.Equal(Path.GetFileName(_folder), shape.Name);
        // Per layer: q, p 2 x 64 x 64 + 2 x 64; k, v 2 x 64 x 32 + 2 x 32; gated 3 x 64 x 96 + 2 x 96 + 64; two norms of 64.
        var layer = 8192 + 128 + 4096 + 64 + 18432 + 256 + 128;
        Assert.Equal((2 * 64 * 100) + (2 * layer) + 64, shape.Parameters);
        Assert.Equal(shape, ModelCatalogue.Find(Config));
    }

    [Fact]
    public void The_bundled_layouts_of_GPT2_are_read()
    {
        File.WriteAllText(Config, """{"model_type":"gpt2","n_embd":8,"n_layer":1,"n_head":2,"n_inner":12,"n_positions":16,"vocab_size":10,"tie_word_embeddings":false}""");
        var shape = ModelCatalogue.Find(_folder);
        Assert.Equal(Gpt2Config.Load(Config).ParameterCount, shape.Parameters);
    }

    [Theory]
    [InlineData("gpt3", "there is no model \"gpt3\"; the nearest names are gpt2, gpt2-xl, gemma3-1b, and a folder with a config.json can be given too.")]
    [InlineData("llama3", "there is no model \"llama3\"; the nearest names are llama3.1-8b, llama3.2-1b, llama2-13b, and a folder with a config.json can be given too.")]
    [InlineData("no/config.json", "no/config.json: there is no such file.")]
    public void An_unknown_name_is_answered_with_the_nearest_ones(string name, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ModelException>(() => ModelCatalogue.Find(name)).Message);

    [Theory]
    [InlineData("{", "it is not valid JSON (line 1, byte 2).")]
    [InlineData("[]", "it must be a JSON object.")]
    [InlineData("{}", "model_type is missing, but it must be a string.")]
    [InlineData("{\"model_type\":\"t5\"}", "model_type is \"t5\", but it must be bert, gpt2, llama, qwen2, qwen3 or gemma3_text.")]
    [InlineData("{\"model_type\":3}", "model_type is 3, but it must be a string.")]
    [InlineData("{\"model_type\":\"gpt2\"}", "n_embd is missing, but it must be an integer from 1 to 1048576.")]
    [InlineData("{\"model_type\":\"gpt2\",\"n_embd\":0}", "n_embd is 0, but it must be an integer from 1 to 1048576.")]
    [InlineData("{\"model_type\":\"gpt2\",\"n_embd\":1e9}", "n_embd is 1e9, but it must be an integer from 1 to 1048576.")]
    [InlineData("{\"model_type\":\"gpt2\",\"n_embd\":10,\"n_head\":4}", "n_embd is 10, but it must be a multiple of n_head, which is 4.")]
    [InlineData("{\"model_type\":\"gpt2\",\"add_cross_attention\":true}", "add_cross_attention is true, but only models without cross-attention are known.")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_size\":10,\"num_attention_heads\":4}", "hidden_size is 10, but it must be a multiple of num_attention_heads, which is 4.")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_size\":8,\"num_attention_heads\":4,\"num_hidden_layers\":1,\"num_key_value_heads\":3,\"intermediate_size\":8,\"vocab_size\":8,\"max_position_embeddings\":8}", "num_key_value_heads is 3, but it must divide num_attention_heads, which is 4.")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_size\":8,\"num_attention_heads\":1048576,\"head_dim\":2,\"num_hidden_layers\":1,\"intermediate_size\":8,\"vocab_size\":8,\"max_position_embeddings\":8}", "1048576 heads of 2 elements are given, but at most 1048576 elements are allowed.")]
    [InlineData("{\"model_type\":\"gpt2\",\"n_embd\":8,\"n_head\":4,\"n_layer\":99999,\"vocab_size\":8,\"n_positions\":8}", "99999 layers are given, but at most 65536 are allowed.")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_size\":8,\"num_attention_heads\":4,\"attention_bias\":\"yes\"}", "attention_bias is \"yes\", but it must be true or false.")]
    public void A_wrong_configuration_is_answered_with_a_sentence(string json, string sentence)
    {
        File.WriteAllText(Config, json);
        Assert.Equal($"{Config}: {sentence}", Assert.Throws<ModelException>(() => ModelCatalogue.Find(_folder)).Message);
    }
}
