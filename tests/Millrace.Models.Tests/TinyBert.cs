using System.Globalization;
using System.Text.Json.Nodes;

namespace Millrace.Models.Tests;

/// <summary>
/// A small random BERT, RoBERTa or DistilBERT in a temporary folder, as Hugging Face would store it. Deleted on disposal. This file depends
/// on <see cref="TinyCheckpoint"/> alone, so other test projects may link both.
/// </summary>
public sealed class TinyBert : IDisposable
{
    private readonly SplitMix64 _random;
    private readonly bool _old;

    /// <summary>Writes <c>config.json</c> and the checkpoint.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="seed">Where the random weights start.</param>
    /// <param name="prefix">Whether the encoder's tensors have the family's prefix.</param>
    /// <param name="old">Whether LayerNorms have <c>gamma</c> and <c>beta</c>.</param>
    /// <param name="pooler">Whether a bare encoder has a pooler.</param>
    public TinyBert(BertConfig config, ulong seed = 1, bool prefix = true, bool old = false, bool pooler = true)
    {
        (Config, _old) = (config, old);
        _random = new SplitMix64(seed);
        Folder = Directory.CreateTempSubdirectory("tiny-bert-").FullName;
        AddAll(prefix, pooler);
        File.WriteAllText(Path("config.json"), ConfigJson(config).ToJsonString());
        TinyCheckpoint.WriteSafetensors(Path("model.safetensors"), Tensors.Select(t => (t.Key, "F32", t.Value.Shape, t.Value.Data)));
    }

    public BertConfig Config { get; }

    public string Folder { get; }

    /// <summary>What the file holds, by the name in the file.</summary>
    public Dictionary<string, (long[] Shape, float[] Data)> Tensors { get; } = new(StringComparer.Ordinal);

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public BertFloatModel Load()
    {
        using var checkpoint = Checkpoint.Open(Folder);
        return new(Config, BertWeights.Load(Config, checkpoint));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static JsonObject ConfigJson(BertConfig c)
    {
        var distilled = c.Family == BertFamily.DistilBert;
        var head = c.Head == BertHead.None ? "Model" : $"For{c.Head}";
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray($"{c.Family}{head}"),
            ["model_type"] = c.Family.ToString().ToLowerInvariant(),
            [distilled ? "dim" : "hidden_size"] = c.Width,
            [distilled ? "n_layers" : "num_hidden_layers"] = c.Layers,
            [distilled ? "n_heads" : "num_attention_heads"] = c.Heads,
            [distilled ? "hidden_dim" : "intermediate_size"] = c.InnerWidth,
            [distilled ? "activation" : "hidden_act"] = c.Activation.Name,
            ["max_position_embeddings"] = c.Positions,
            ["vocab_size"] = c.VocabularySize,
            ["tie_word_embeddings"] = c.TiedHead,
            ["id2label"] = new JsonObject(c.Labels.Select((label, i) =>
                KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)label))),
        };
        if (c.Family == BertFamily.Roberta) json["pad_token_id"] = c.FirstPosition - 1;
        if (!distilled)
        {
            json["type_vocab_size"] = c.SegmentTypes;
            json["layer_norm_eps"] = c.LayerNormEpsilon;
        }

        return json;
    }

    private void AddAll(bool prefix, bool pooler)
    {
        int d = Config.Width, f = Config.InnerWidth, v = Config.VocabularySize;
        var distilled = Config.Family == BertFamily.DistilBert;
        var start = prefix ? Config.Family.ToString().ToLowerInvariant() + "." : "";
        Add(start + "embeddings.word_embeddings.weight", 0, 0.5, v, d);
        Add(start + "embeddings.position_embeddings.weight", 0, 0.2, Config.Positions, d);
        if (!distilled) Add(start + "embeddings.token_type_embeddings.weight", 0, 0.2, Config.SegmentTypes, d);
        Norm(start + "embeddings.LayerNorm");
        for (var layer = 0; layer < Config.Layers; layer++)
        {
            var l = string.Create(CultureInfo.InvariantCulture, $"{start}{(distilled ? "transformer" : "encoder")}.layer.{layer}.");
            Linear(l + (distilled ? "attention.q_lin" : "attention.self.query"), d, d, 1.5);
            Linear(l + (distilled ? "attention.k_lin" : "attention.self.key"), d, d, 1.5);
            Linear(l + (distilled ? "attention.v_lin" : "attention.self.value"), d, d);
            Linear(l + (distilled ? "attention.out_lin" : "attention.output.dense"), d, d);
            Norm(l + (distilled ? "sa_layer_norm" : "attention.output.LayerNorm"));
            Linear(l + (distilled ? "ffn.lin1" : "intermediate.dense"), f, d);
            Linear(l + (distilled ? "ffn.lin2" : "output.dense"), d, f);
            Norm(l + (distilled ? "output_layer_norm" : "output.LayerNorm"));
        }

        AddHead(start, pooler);
    }

    private void AddHead(string start, bool pooler)
    {
        int d = Config.Width, v = Config.VocabularySize;
        switch (Config.Head)
        {
            case BertHead.None:
                if (pooler && Config.Family != BertFamily.DistilBert) Linear(start + "pooler.dense", d, d);
                break;
            case BertHead.QuestionAnswering:
                Linear("qa_outputs", 2, d);
                break;
            case BertHead.SequenceClassification:
                Linear(
                    Config.Family switch
                    {
                        BertFamily.Roberta => "classifier.dense",
                        BertFamily.DistilBert => "pre_classifier",
                        _ => start + "pooler.dense",
                    }, d, d);
                Linear(Config.Family == BertFamily.Roberta ? "classifier.out_proj" : "classifier", Config.Labels.Count, d);
                break;
            case BertHead.MaskedLM:
                var (transform, norm, decoder, bias) = Config.Family switch
                {
                    BertFamily.Roberta => ("lm_head.dense", "lm_head.layer_norm", "lm_head.decoder.weight", "lm_head.bias"),
                    BertFamily.DistilBert => ("vocab_transform", "vocab_layer_norm", "vocab_projector.weight", "vocab_projector.bias"),
                    _ => (
                        "cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm", "cls.predictions.decoder.weight",
                        "cls.predictions.bias"),
                };
                Linear(transform, d, d);
                Norm(norm);
                if (!Config.TiedHead) Add(decoder, 0, 1 / Math.Sqrt(d), v, d);
                Add(bias, 0, 0.2, v);
                break;
        }
    }

    private void Norm(string name)
    {
        Add(name + (_old ? ".gamma" : ".weight"), 1, 0.2, Config.Width);
        Add(name + (_old ? ".beta" : ".bias"), 0, 0.2, Config.Width);
    }

    private void Linear(string name, int outputs, int inputs, double gain = 1)
    {
        Add(name + ".weight", 0, gain / Math.Sqrt(inputs), outputs, inputs);
        Add(name + ".bias", 0, 0.2, outputs);
    }

    private void Add(string name, double mean, double deviation, params long[] shape)
    {
        var data = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(mean + deviation * Normal());
        Tensors.Add(name, (shape, data));
    }

    // Irwin-Hall: near enough to a normal deviate, and the same on every machine.
    private double Normal()
    {
        double sum = -6;
        for (var i = 0; i < 12; i++) sum += _random.NextDouble();
        return sum;
    }
}
