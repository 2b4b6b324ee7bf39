namespace Millrace.Models.Tests;

public sealed class CheckpointTests
{
    private const string Index = "model.safetensors.index.json";
    private static readonly Gpt2Config Config = new() { Width = 6, Layers = 2, Heads = 2, ContextLength = 5, VocabularySize = 7 };

    [Theory]
    [InlineData("F32", 1, "transformer.")]
    [InlineData("F16", 1, "")]
    [InlineData("BF16", 3, "transformer.")]
    [InlineData("F64", 2, "")]
    public void Weights_are_read_whatever_their_type_files_and_names(string type, int shards, string prefix)
    {
        using var folder = new TinyCheckpoint(Config with { TiedHead = false }, seed: 5, type, shards, prefix);
        var w = ModelFolder.Open(folder.Folder).LoadWeights();
        float[] Stored(string name) => folder.Tensors[prefix + name].Data;

        Assert.Equal(Stored("wte.weight"), w.TokenEmbedding);
        Assert.Equal(Stored("wpe.weight"), w.PositionEmbedding);
        Assert.Equal(folder.Tensors["lm_head.weight"].Data, w.Head);
        Assert.Equal(Stored("ln_f.weight"), w.FinalNorm.Gain);
        Assert.Equal(Stored("ln_f.bias"), w.FinalNorm.Bias);
        for (var i = 0; i < 2; i++)
        {
            var layer = w.Layers[i];
            RequireNorm($"h.{i}.ln_1", layer.AttentionNorm);
            RequireNorm($"h.{i}.ln_2", layer.MlpNorm);
            RequireLinear($"h.{i}.attn.c_attn", layer.AttentionInput);
            RequireLinear($"h.{i}.attn.c_proj", layer.AttentionOutput);
            RequireLinear($"h.{i}.mlp.c_fc", layer.MlpInput);
            RequireLinear($"h.{i}.mlp.c_proj", layer.MlpOutput);
        }

        void RequireNorm(string name, NormWeights norm)
        {
            Assert.Equal(Stored(name + ".weight"), norm.Gain);
            Assert.Equal(Stored(name + ".bias"), norm.Bias);
        }

        void RequireLinear(string name, LinearWeights linear)
        {
            Assert.Equal(Stored(name + ".weight"), linear.Matrix);
            Assert.Equal(Stored(name + ".bias"), linear.Bias);
            Assert.Equal(folder.Tensors[prefix + name + ".weight"].Shape, new long[] { linear.Inputs, linear.Outputs });
        }
    }

    [Fact]
    public void A_tied_head_is_the_embedding_even_if_a_copy_is_stored()
    {
        using var folder = Changed(Config, tensors => tensors.Add(("lm_head.weight", "F32", [7, 6], new float[42])));
        var w = ModelFolder.Open(folder.Folder).LoadWeights();
        Assert.Same(w.TokenEmbedding, w.Head);
    }

    [Fact]
    public void Old_mask_buffers_and_other_heads_are_ignored()
    {
        using var folder = Changed(Config, tensors => tensors.AddRange(
        [
            ("transformer.h.0.attn.bias", "BOOL", [1, 1, 2, 2], new float[4]),
            ("transformer.h.1.attn.masked_bias", "F32", [], [-10000]),
            ("multiple_choice_head.summary.weight", "F32", [1], [1]),
        ]));
        Assert.Equal(2, ModelFolder.Open(folder.Folder).LoadWeights().Layers.Count);
    }

    [Fact]
    public void A_single_file_is_preferred_to_an_index()
    {
        using var folder = new TinyCheckpoint(Config);
        File.WriteAllText(folder.Path(Index), "not JSON");
        using var checkpoint = Checkpoint.Open(folder.Folder);
        Assert.Equal(folder.Tensors.Count, checkpoint.Names.Count);
        Assert.Equal("[7, 6]", checkpoint.Find("transformer.wte.weight").ShapeText);
    }

    [Fact]
    public void Refuses_a_folder_without_a_checkpoint()
    {
        using var folder = new TinyCheckpoint(Config);
        File.Delete(folder.Path("model.safetensors"));
        Assert.Equal(
            $"{folder.Folder}: there is no checkpoint, neither model.safetensors nor model.safetensors.index.json.",
            Refusal.Of(() => Checkpoint.Open(folder.Folder)));
    }

    [Fact]
    public void Refuses_a_missing_tensor()
    {
        using var folder = Changed(Config, tensors => tensors.RemoveAll(t => t.Name == "transformer.h.1.ln_2.bias"));
        Assert.Equal(
            $"{folder.Path("model.safetensors")}: tensor \"transformer.h.1.ln_2.bias\" is missing.",
            Refusal.Of(() => ModelFolder.Open(folder.Folder).LoadWeights()));
    }

    [Fact]
    public void Refuses_an_untied_model_without_a_head()
    {
        using var folder = new TinyCheckpoint(Config);
        File.WriteAllText(folder.Path("config.json"), TinyCheckpoint.ConfigJson(Config with { TiedHead = false }).ToJsonString());
        Assert.Equal(
            $"{folder.Path("model.safetensors")}: tensor \"lm_head.weight\" is missing.",
            Refusal.Of(() => ModelFolder.Open(folder.Folder).LoadWeights()));
    }

    [Fact]
    public void Refuses_another_shape()
    {
        using var folder = new TinyCheckpoint(Config);
        File.WriteAllText(folder.Path("config.json"), TinyCheckpoint.ConfigJson(Config with { Inner = 9 }).ToJsonString());
        Assert.Equal(
            $"{folder.Path("model.safetensors")}: tensor \"transformer.h.0.mlp.c_fc.weight\" has shape [6, 24], but [6, 9] is expected.",
            Refusal.Of(() => ModelFolder.Open(folder.Folder).LoadWeights()));
    }

    [Theory]
    [InlineData("transformer.h.2.ln_1.weight")]
    [InlineData("transformer.h.0.crossattention.c_attn.weight")]
    [InlineData("transformer.h.-1.ln_1.weight")]
    public void Refuses_layers_that_the_configuration_does_not_know(string name)
    {
        using var folder = Changed(Config, tensors => tensors.Add((name, "F32", [1], [1])));
        Assert.Equal(
            $"{folder.Path("model.safetensors")}: tensor \"{name}\" has no place in a GPT-2 of 2 layers, which n_layer asks for.",
            Refusal.Of(() => ModelFolder.Open(folder.Folder).LoadWeights()));
    }

    [Fact]
    public void Refuses_a_missing_shard()
    {
        using var folder = new TinyCheckpoint(Config, shards: 2);
        var shard = folder.Path("model-00002-of-00002.safetensors");
        File.Delete(shard);
        Assert.Equal($"{shard}: there is no such file.", Refusal.Of(() => Checkpoint.Open(folder.Folder)));
    }

    [Theory]
    [InlineData("../x.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b.safetensors")]
    [InlineData("..\\\\x")]
    [InlineData("C:x")]
    [InlineData("..")]
    [InlineData("")]
    public void Refuses_a_shard_outside_the_folder(string shard)
    {
        using var folder = WithIndex($$$"""{"weight_map": {"a": "{{{shard}}}"}}""");
        Assert.Equal(
            $"{folder.Path(Index)}: weight_map places tensor \"a\" in "
            + $"\"{shard.Replace("\\\\", "\\", StringComparison.Ordinal)}\", but a shard must be a file in the index's own folder.",
            Refusal.Of(() => Checkpoint.Open(folder.Folder)));
    }

    [Theory]
    [InlineData("{}", "weight_map is missing, but it must be an object from tensor names to file names.")]
    [InlineData("""{"weight_map": []}""", "weight_map is [], but it must be an object from tensor names to file names.")]
    [InlineData("""{"weight_map": {"a": 1}}""", "weight_map places tensor \"a\" in 1, but it must be a file name.")]
    [InlineData("""{"weight_map": {"a": "x", "a": "y"}}""", "weight_map: tensor \"a\" occurs twice.")]
    [InlineData("""{"weight_map": {"zz": "model-00001-of-00002.safetensors"}}""",
        "weight_map places tensor \"zz\" in \"model-00001-of-00002.safetensors\", but that file does not hold it.")]
    [InlineData("{", "it is not valid JSON (line 1, byte 2).")]
    public void Refuses_an_index_that_lies(string json, string sentence)
    {
        using var folder = WithIndex(json);
        Assert.Equal($"{folder.Path(Index)}: {sentence}", Refusal.Of(() => Checkpoint.Open(folder.Folder)));
    }

    private static TinyCheckpoint WithIndex(string json)
    {
        var folder = new TinyCheckpoint(Config, shards: 2);
        File.WriteAllText(folder.Path(Index), json);
        return folder;
    }

    private static TinyCheckpoint Changed(Gpt2Config config, Action<List<(string Name, string Type, long[] Shape, float[] Data)>> change)
    {
        var folder = new TinyCheckpoint(config);
        var tensors = folder.Tensors.Select(t => (t.Key, "F32", t.Value.Shape, t.Value.Data)).ToList();
        change(tensors);
        TinyCheckpoint.WriteSafetensors(folder.Path("model.safetensors"), tensors);
        return folder;
    }
}
