using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Millrace.Models;

/// <summary>
/// A checkpoint of random weights in the shapes that a <c>config.json</c> gives, GPT-2's or an encoder's, for where no trained one is at
/// hand: what it computes means nothing, but all sizes are the model's. As transformers initialises a model: weights are normal with the
/// standard deviation <c>initializer_range</c> (0.02 unless given), biases 0, gains of LayerNorms 1. The same seed gives the same bytes on
/// every machine.
/// </summary>
public sealed class RandomCheckpoint
{
    private const int ElementsAtOnce = 1 << 20;

    private readonly IReadOnlyList<RandomTensor> _tensors;

    private RandomCheckpoint(string configuration, int layers, IEnumerable<RandomTensor> tensors) =>
        (Configuration, Layers, _tensors) = (configuration, layers, [.. tensors]);

    /// <summary>The text of its <c>config.json</c>.</summary>
    public string Configuration { get; }

    /// <summary>Transformer layers.</summary>
    public int Layers { get; }

    /// <summary>Elements of all tensors.</summary>
    public long Parameters => _tensors.Sum(t => t.Count);

    /// <summary>Reads a configuration.</summary>
    /// <param name="json">The text of a <c>config.json</c>.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="layers">So many of its layers only; null for all.</param>
    /// <exception cref="ModelException">Not JSON, another architecture, a field out of its range, or fewer layers than asked
    /// for.</exception>
    public static RandomCheckpoint Of(string json, string source, int? layers = null)
    {
        var deviation = ModelText.ReadJson(json, source, root => new JsonFields(root, source).Real(0.02, "initializer_range"));
        if (deviation is not (>= 0 and <= 1))
            throw new ModelException(FormattableString.Invariant(
                $"{source}: initializer_range is {deviation:R}, but it must be a number from 0 to 1."));
        if (ModelFolder.IsEncoderConfig(json, source))
        {
            var config = BertConfig.Parse(json, source);
            var kept = config with { Layers = Kept(config.Layers) };
            return new(With(BertFieldNames.Of(config.Family).Layers), kept.Layers, BertTensors.Of(kept, deviation));
        }
        else
        {
            var config = Gpt2Config.Parse(json, source);
            var kept = config with { Layers = Kept(config.Layers) };
            return new(With("n_layer", "num_hidden_layers"), kept.Layers, Gpt2Tensors.Of(kept, deviation));
        }

        int Kept(int own) => layers is null || (layers >= 1 && layers <= own)
            ? layers ?? own
            : throw new ModelException($"{source}: {layers} layers were asked for, but 1 to {own} are allowed: the model has no more.");

        // The number of layers under its first name, not under another.
        string With(params string[] names) => layers is { } count
            ? ModelText.ReadJson(json, source, root => Changed(root, names, count))
            : json.TrimEnd() + "\n";
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>, a piece at a time.</summary>
    /// <param name="folder">A folder that is there.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="progress">Told how many elements have been written.</param>
    /// <param name="cancellation">Stops it; what has been written stays.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder, ulong seed, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), Configuration);
        using var file = new SafetensorsWriter(Path.Combine(folder, "model.safetensors"), _tensors.Select(t => (t.Name, t.Shape)));
        var random = new NormalNumbers(seed);
        var buffer = new float[ElementsAtOnce];
        long written = 0;
        foreach (var tensor in _tensors)
        {
            for (long start = 0; start < tensor.Count; start += ElementsAtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                var part = buffer.AsSpan(0, (int)Math.Min(ElementsAtOnce, tensor.Count - start));
                if (tensor.Deviation == 0) part.Fill((float)tensor.Mean);
                else
                    foreach (ref var element in part)
                        element = (float)(tensor.Mean + (tensor.Deviation * random.Next()));
                file.Write(part);
                progress?.Invoke(written += part.Length);
            }
        }
    }

    private static string Changed(JsonElement root, string[] names, int value)
    {
        using var stream = new MemoryStream();
        using (var text = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            text.WriteStartObject();
            foreach (var field in root.EnumerateObject().Where(f => !names.Contains(f.Name))) field.WriteTo(text);
            text.WriteNumber(names[0], value);
            text.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
