using System.Text.Json.Nodes;

namespace Millrace.Models.Tests.Bert;

/// <summary>The float reference against PyTorch's own Transformer layers.</summary>
public sealed class BertGoldenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bert-golden-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Gives_the_numbers_of_PyTorch()
    {
        var golden = Golden.Read("bert.json");
        File.WriteAllText(Path.Combine(_folder, "config.json"), """
            {"architectures": ["BertForSequenceClassification"], "model_type": "bert", "hidden_size": 8, "num_attention_heads": 2,
             "num_hidden_layers": 2, "intermediate_size": 12, "max_position_embeddings": 9, "vocab_size": 11, "num_labels": 3}
            """);
        TinyCheckpoint.WriteSafetensors(
            Path.Combine(_folder, "model.safetensors"), golden[0]!["tensors"]!.AsObject().Select(t =>
                (t.Key, "F32", Golden.Integers(t.Value!["shape"]).Select(n => (long)n).ToArray(), Numbers(t.Value["data"]))));
        var model = ModelFolder.Open(_folder).LoadEncoder();
        foreach (var expected in golden.Skip(1))
        {
            var mask = expected!["mask"]!.AsArray().Select(v => v!.GetValue<bool>()).ToArray();
            var given = model.Encode(new(Golden.Integers(expected["tokens"]), Golden.Integers(expected["segments"]), mask));
            var hidden = expected["hidden"]!.AsArray().SelectMany(Numbers).ToArray();
            Close(hidden, given.Hidden[..hidden.Length]);
            Close(Numbers(expected["pooled"]), given.Pooled!);
            Close(Numbers(expected["logits"]), given.Logits!);
        }
    }

    private static void Close(float[] expected, float[] given)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), pair => Assert.InRange(pair.Second, pair.First - 2e-5f, pair.First + 2e-5f));
    }

    private static float[] Numbers(JsonNode? list) => [.. list!.AsArray().Select(v => (float)v!.GetValue<double>())];
}
