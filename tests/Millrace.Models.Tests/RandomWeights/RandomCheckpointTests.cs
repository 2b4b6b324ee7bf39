using System.Security.Cryptography;

namespace Millrace.Models.Tests.RandomWeights;

/// <summary>Random checkpoints, read back as any other.</summary>
public sealed class RandomCheckpointTests : IDisposable
{
    private static readonly BertConfig Encoder = new()
    {
        Width = 16,
        Layers = 3,
        Heads = 2,
        InnerWidth = 24,
        Positions = 12,
        VocabularySize = 20,
        Labels = ["a", "b", "c"],
    };

    private static readonly Gpt2Config Decoder = new() { Width = 16, Layers = 3, Heads = 2, ContextLength = 12, VocabularySize = 20 };

    private readonly string _folder = Directory.CreateTempSubdirectory("random-checkpoint-").FullName;

    public static TheoryData<BertFamily, BertHead, bool> Encoders()
    {
        var data = new TheoryData<BertFamily, BertHead, bool>();
        foreach (var family in Enum.GetValues<BertFamily>())
        {
            foreach (var head in Enum.GetValues<BertHead>()) data.Add(family, head, true);
            data.Add(family, BertHead.MaskedLM, false);
        }

        return data;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Encoders))]
    public void An_encoder_with_any_head_loads_and_has_no_tensor_more(BertFamily family, BertHead head, bool tied)
    {
        var config = Encoder with
        {
            Family = family,
            Head = head,
            TiedHead = tied,
            FirstPosition = family == BertFamily.Roberta ? 2 : 0,
            SegmentTypes = family == BertFamily.DistilBert ? 0 : 2,
        };
        Write(RandomCheckpoint.Of(TinyBert.ConfigJson(config).ToJsonString(), "x"));
        var folder = ModelFolder.Open(_folder);
        Assert.Equal(config, folder.EncoderConfig);
        var output = folder.LoadEncoder().Encode(new([1, 2, 3]));
        Assert.All(output.Hidden, x => Assert.True(float.IsFinite(x)));
        Assert.Equal(
            head == BertHead.SequenceClassification || (head == BertHead.None && family != BertFamily.DistilBert),
            output.Pooled is not null);
        // Every tensor of the file is read: without one of them it does not load, but for the pooler of a bare encoder.
        using var like = new TinyBert(config, prefix: head != BertHead.None);
        using var checkpoint = Checkpoint.Open(_folder);
        Assert.Equal(like.Tensors.Keys.Order(StringComparer.Ordinal), checkpoint.Names.Order(StringComparer.Ordinal));
        Assert.All(checkpoint.Names, name => Assert.Equal(like.Tensors[name].Shape, checkpoint.Find(name).Shape));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_decoder_loads(bool tied)
    {
        var config = Decoder with { TiedHead = tied };
        var random = RandomCheckpoint.Of(TinyCheckpoint.ConfigJson(config).ToJsonString(), "x");
        Assert.Equal(config.ParameterCount, random.Parameters);
        Write(random);
        var folder = ModelFolder.Open(_folder);
        Assert.Equal(config.ParameterCount, folder.Config.ParameterCount);
        Assert.All(folder.LoadFloatModel().Start().Forward([1, 2, 3]), x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Weights_are_initialised_as_transformers_does()
    {
        var json = TinyCheckpoint.ConfigJson(Decoder with { Width = 64, VocabularySize = 999 });
        json["initializer_range"] = 0.5;
        Write(RandomCheckpoint.Of(json.ToJsonString(), "x"));
        using var checkpoint = Checkpoint.Open(_folder);
        Near(0.5, "transformer.wte.weight", 999, 64);
        Near(0.5, "transformer.h.1.attn.c_attn.weight", 64, 192);
        Near(0.5 / Math.Sqrt(6), "transformer.h.2.attn.c_proj.weight", 64, 64);
        Near(0.5 / Math.Sqrt(6), "transformer.h.0.mlp.c_proj.weight", 256, 64);
        Assert.All(checkpoint.Read("transformer.h.0.ln_1.weight", 64), x => Assert.Equal(1, x));
        Assert.All(checkpoint.Read("transformer.h.0.ln_1.bias", 64), x => Assert.Equal(0, x));
        Assert.All(checkpoint.Read("transformer.h.0.mlp.c_fc.bias", 256), x => Assert.Equal(0, x));

        void Near(double deviation, string name, params long[] shape)
        {
            var x = checkpoint.Read(name, shape);
            Assert.Equal(0, x.Average() / deviation, 0.05);
            Assert.Equal(1, Math.Sqrt(x.Average(v => v * v)) / deviation, 0.05);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_bytes_always()
    {
        var random = RandomCheckpoint.Of(TinyBert.ConfigJson(Encoder).ToJsonString(), "x");
        Assert.Equal("058c6bdabc21d694cd05f93970517f60a76b416923722cf6e714c2ce2184c39d", Hash(7));
        Assert.NotEqual(Hash(7), Hash(8));

        string Hash(ulong seed)
        {
            Write(random, seed);
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Weights)));
        }
    }

    [Fact]
    public void Progress_counts_every_element()
    {
        var random = RandomCheckpoint.Of(TinyBert.ConfigJson(Encoder with { VocabularySize = 100_000 }).ToJsonString(), "x");
        var counts = new List<long>();
        random.Write(_folder, 0, counts.Add);
        Assert.Equal(random.Parameters, counts[^1]);
        Assert.Equal(counts.Order(), counts);
        Assert.Equal([1 << 20, 1_600_000], counts[..2]); // a large tensor goes in pieces
    }

    [Fact]
    public void Layers_can_be_left_out()
    {
        var json = TinyBert.ConfigJson(Encoder);
        Assert.Equal(json.ToJsonString() + "\n", RandomCheckpoint.Of(json.ToJsonString(), "x").Configuration);
        Write(RandomCheckpoint.Of(json.ToJsonString(), "x", layers: 2));
        Assert.Equal(Encoder with { Layers = 2 }, ModelFolder.Open(_folder).EncoderConfig);
        ModelFolder.Open(_folder).LoadEncoder();

        json = TinyCheckpoint.ConfigJson(Decoder);
        json.Remove("n_layer");
        json["num_hidden_layers"] = 3;
        Write(RandomCheckpoint.Of(json.ToJsonString(), "x", layers: 1));
        Assert.Equal(1, ModelFolder.Open(_folder).Config.Layers);
    }

    [Theory]
    [InlineData("""{"model_type":"llama"}""", null,
        "x: model_type is \"llama\", but only \"gpt2\", \"bert\", \"roberta\", \"distilbert\" are supported.")]
    [InlineData("""{"model_type":"bert"}""", 13, "x: 13 layers were asked for, but 1 to 12 are allowed: the model has no more.")]
    [InlineData("""{"model_type":"gpt2"}""", 0, "x: 0 layers were asked for, but 1 to 12 are allowed: the model has no more.")]
    [InlineData("""{"model_type":"gpt2","initializer_range":2}""", null, "x: initializer_range is 2, but it must be a number from 0 to 1.")]
    [InlineData("[]", null, "x: it is [], but it must be a JSON object.")]
    public void What_it_cannot_make_is_refused(string json, int? layers, string sentence) =>
        Assert.Equal(sentence, Refusal.Of(() => RandomCheckpoint.Of(json, "x", layers)));

    private string Weights => Path.Combine(_folder, "model.safetensors");

    private void Write(RandomCheckpoint random, ulong seed = 0)
    {
        File.Delete(Weights);
        random.Write(_folder, seed);
    }
}
