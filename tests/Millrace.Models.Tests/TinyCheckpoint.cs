using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Millrace.Models.Tests;

/// <summary>
/// A small random GPT-2 in a temporary folder, as Hugging Face would store it. Deleted on disposal. This file depends on nothing else in
/// the project, so other test projects may link it.
/// </summary>
public sealed class TinyCheckpoint : IDisposable
{
    private readonly SplitMix64 _random;

    /// <summary>Writes <c>config.json</c> and the checkpoint.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="seed">Where the random weights start.</param>
    /// <param name="type">F32, F16, BF16 or F64.</param>
    /// <param name="shards">Files to spread the tensors over; with more than one an index is written.</param>
    /// <param name="prefix">Before every name but the head's.</param>
    /// <param name="byteTokenizer">Also write a <c>tokenizer.json</c> of one token a byte, and <c>&lt;|endoftext|&gt;</c> as token
    /// 256.</param>
    /// <param name="gain">Scales all matrices: larger makes sharper attention and larger logits.</param>
    public TinyCheckpoint(
        Gpt2Config config, ulong seed = 1, string type = "F32", int shards = 1, string prefix = "transformer.", bool byteTokenizer = false,
        double gain = 1)
    {
        Config = config;
        _random = new SplitMix64(seed);
        Folder = Directory.CreateTempSubdirectory("tiny-gpt2-").FullName;
        AddAll(config, prefix, type, gain);
        File.WriteAllText(System.IO.Path.Combine(Folder, "config.json"), ConfigJson(config).ToJsonString());
        Write(type, shards);
        if (byteTokenizer) WriteByteTokenizer(Folder);
    }

    public Gpt2Config Config { get; }

    public string Folder { get; }

    /// <summary>What the files hold, after rounding to the stored type, by the name in the file.</summary>
    public Dictionary<string, (long[] Shape, float[] Data)> Tensors { get; } = new(StringComparer.Ordinal);

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public Gpt2FloatModel Load() => ModelFolder.Open(Folder).LoadFloatModel();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static JsonObject ConfigJson(Gpt2Config c) => new()
    {
        ["architectures"] = new JsonArray("GPT2LMHeadModel"),
        ["model_type"] = "gpt2",
        ["n_embd"] = c.Width,
        ["n_layer"] = c.Layers,
        ["n_head"] = c.Heads,
        ["n_inner"] = c.Inner,
        ["n_positions"] = c.ContextLength,
        ["vocab_size"] = c.VocabularySize,
        ["layer_norm_epsilon"] = c.LayerNormEpsilon,
        ["activation_function"] = c.Activation.Name,
        ["tie_word_embeddings"] = c.TiedHead,
        ["scale_attn_weights"] = c.ScaleAttention,
        ["scale_attn_by_inverse_layer_idx"] = c.ScaleAttentionByInverseLayer,
        ["bos_token_id"] = c.BosToken,
        ["eos_token_id"] = c.EosToken,
    };

    /// <summary>Writes a safetensors file.</summary>
    public static void WriteSafetensors(string path, IEnumerable<(string Name, string Type, long[] Shape, float[] Data)> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        using var data = new MemoryStream();
        foreach (var (name, type, shape, values) in tensors)
        {
            var start = data.Length;
            foreach (var value in values) data.Write(Bytes(type, value));
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. shape.Select(s => (JsonNode)s)]),
                ["data_offsets"] = new JsonArray(start, data.Length),
            };
        }
        WriteRaw(path, header.ToJsonString(), data.ToArray());
    }

    /// <summary>Writes a safetensors file with any header, true or not.</summary>
    public static void WriteRaw(string path, string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + text.Length);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Writes a tokenizer whose token b, below 256, is the byte b.</summary>
    public static void WriteByteTokenizer(string folder)
    {
        var vocabulary = new JsonObject();
        for (int b = 0, next = 256; b < 256; b++)
            vocabulary[(b is > 32 and < 127 or > 160 and not 173 ? (char)b : (char)next++).ToString()] = b;
        vocabulary["<|endoftext|>"] = 256;
        var tokenizer = new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 256, ["content"] = "<|endoftext|>", ["special"] = true }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray() },
        };
        File.WriteAllText(System.IO.Path.Combine(folder, "tokenizer.json"), tokenizer.ToJsonString());
    }

    /// <summary>The stored form of a number; rounds to nearest, ties to even.</summary>
    private static byte[] Bytes(string type, float value)
    {
        if (type == "BF16")
        {
            var bits = BitConverter.SingleToUInt32Bits(value);
            if (float.IsFinite(value)) bits += 0x7FFF + ((bits >> 16) & 1);
            return BitConverter.GetBytes((ushort)(bits >> 16));
        }
        return type switch
        {
            "F64" => BitConverter.GetBytes((double)value),
            "F16" => BitConverter.GetBytes((Half)value),
            "BOOL" or "U8" => [(byte)value],
            _ => BitConverter.GetBytes(value),
        };
    }

    private static float Rounded(string type, float value) => type switch
    {
        "F16" => (float)(Half)value,
        "BF16" => BitConverter.UInt32BitsToSingle((uint)BitConverter.ToUInt16(Bytes(type, value)) << 16),
        _ => value,
    };

    private void AddAll(Gpt2Config c, string prefix, string type, double gain)
    {
        int d = c.Width, f = c.InnerWidth;
        Add(prefix + "wte.weight", 0, 0.5, c.VocabularySize, d);
        Add(prefix + "wpe.weight", 0, 0.2, c.ContextLength, d);
        for (var layer = 0; layer < c.Layers; layer++)
        {
            var h = string.Create(CultureInfo.InvariantCulture, $"{prefix}h.{layer}.");
            Add(h + "ln_1.weight", 1, 0.2, d);
            Add(h + "ln_1.bias", 0, 0.2, d);
            Add(h + "attn.c_attn.weight", 0, gain * 1.5 / Math.Sqrt(d), d, 3 * d);
            Add(h + "attn.c_attn.bias", 0, 0.2, 3 * d);
            Add(h + "attn.c_proj.weight", 0, gain / Math.Sqrt(d), d, d);
            Add(h + "attn.c_proj.bias", 0, 0.2, d);
            Add(h + "ln_2.weight", 1, 0.2, d);
            Add(h + "ln_2.bias", 0, 0.2, d);
            Add(h + "mlp.c_fc.weight", 0, gain / Math.Sqrt(d), d, f);
            Add(h + "mlp.c_fc.bias", 0, 0.2, f);
            Add(h + "mlp.c_proj.weight", 0, gain / Math.Sqrt(f), f, d);
            Add(h + "mlp.c_proj.bias", 0, 0.2, d);
        }
        Add(prefix + "ln_f.weight", 1, 0.2, d);
        Add(prefix + "ln_f.bias", 0, 0.2, d);
        if (!c.TiedHead) Add("lm_head.weight", 0, gain / Math.Sqrt(d), c.VocabularySize, d);

        void Add(string name, double mean, double deviation, params long[] shape)
        {
            var data = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (var i = 0; i < data.Length; i++) data[i] = Rounded(type, (float)(mean + deviation * Normal()));
            Tensors.Add(name, (shape, data));
        }
    }

    // Irwin-Hall: near enough to a normal deviate, and the same on every machine.
    private double Normal()
    {
        double sum = -6;
        for (var i = 0; i < 12; i++) sum += _random.NextDouble();
        return sum;
    }

    private void Write(string type, int shards)
    {
        var all = Tensors.Select(t => (t.Key, type, t.Value.Shape, t.Value.Data)).ToArray();
        if (shards == 1)
        {
            WriteSafetensors(Path("model.safetensors"), all);
            return;
        }
        var map = new JsonObject();
        for (var shard = 0; shard < shards; shard++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"model-{shard + 1:D5}-of-{shards:D5}.safetensors");
            var part = all.Where((_, i) => i % shards == shard).ToArray();
            WriteSafetensors(Path(name), part);
            foreach (var tensor in part) map[tensor.Key] = name;
        }
        var index = new JsonObject { ["metadata"] = new JsonObject(), ["weight_map"] = map };
        File.WriteAllText(Path("model.safetensors.index.json"), index.ToJsonString());
    }
}
