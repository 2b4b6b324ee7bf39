using System.Text;
using System.Text.Json;
using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>Reads a shape from a Hugging Face <c>config.json</c>, each family by its own names and defaults.</summary>
internal static class TransformerConfigReader
{
    private const int MostLayers = 1 << 16;
    private const int MostWidth = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TransformerShape Load(string path) => Parse(ReadText(path), path);

    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Utf8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            throw new ModelException($"{path}: it cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    public static TransformerShape Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, source, NameOf(source));
        }
        catch (JsonException e)
        {
            throw new ModelException($"{source}: it is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", e);
        }
        catch (InvalidOperationException e)
        {
            // Strings are decoded on use only, and this is how half a surrogate pair shows up.
            throw new ModelException($"{source}: it holds a string that is not valid Unicode.", e);
        }
    }

    public static TransformerShape Read(JsonElement root, string source, string name)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new ModelException($"{source}: it must be a JSON object.");
        var fields = new ConfigFields(root, source);
        var shape = fields.Text("model_type") switch
        {
            "bert" => Bert(fields, name),
            "gpt2" => Gpt2(fields, name),
            "llama" => Llama(fields, name, TransformerFamily.Llama),
            "qwen2" => Llama(fields, name, TransformerFamily.Qwen2),
            "qwen3" => Llama(fields, name, TransformerFamily.Qwen3),
            "gemma3_text" => Llama(fields, name, TransformerFamily.Gemma3),
            { } other => throw fields.Error($"model_type is \"{other}\", but it must be bert, gpt2, llama, qwen2, qwen3 or gemma3_text"),
        };
        if (shape.Layers > MostLayers) throw fields.Error($"{shape.Layers} layers are given, but at most {MostLayers} are allowed");
        if ((long)shape.Heads * shape.HeadSize > MostWidth)
            throw fields.Error($"{shape.Heads} heads of {shape.HeadSize} elements are given, but at most {MostWidth} elements are allowed");
        if (shape.Heads % shape.KeyValueHeads != 0)
            throw fields.Error($"num_key_value_heads is {shape.KeyValueHeads}, but it must divide num_attention_heads, which is {shape.Heads}");
        return shape;
    }

    private static TransformerShape Bert(ConfigFields f, string name)
    {
        var (width, heads) = (f.Size("hidden_size"), f.Size("num_attention_heads"));
        return Classic(f, name, TransformerFamily.Bert, width, heads, "hidden_size", "num_attention_heads") with
        {
            Layers = f.Size("num_hidden_layers"),
            InnerWidth = f.Size("intermediate_size"),
            ContextLength = f.Tokens("max_position_embeddings"),
            TokenTypes = f.SizeOr(2, "type_vocab_size", least: 0),
        };
    }

    private static TransformerShape Gpt2(ConfigFields f, string name)
    {
        if (f.Flag(false, "add_cross_attention")) throw f.Error("add_cross_attention is true, but only models without cross-attention are known");
        var (width, heads) = (f.Size("n_embd", "hidden_size"), f.Size("n_head", "num_attention_heads"));
        return Classic(f, name, TransformerFamily.Gpt2, width, heads, "n_embd", "n_head") with
        {
            Layers = f.Size("n_layer", "num_hidden_layers"),
            InnerWidth = f.SizeOr(4 * width, "n_inner"),
            ContextLength = f.Tokens("n_positions", "max_position_embeddings", "n_ctx"),
            TiedHead = f.Flag(true, "tie_word_embeddings"),
        };
    }

    // BERT and GPT-2: heads share out the width, every linear layer has a bias.
    private static TransformerShape Classic(
        ConfigFields f, string name, TransformerFamily family, int width, int heads, string widthField, string headsField) => new()
        {
            Name = name,
            Family = family,
            Layers = 1,
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = width % heads == 0 ? width / heads : throw f.Error($"{widthField} is {width}, but it must be a multiple of {headsField}, which is {heads}"),
            Width = width,
            InnerWidth = 1,
            VocabularySize = f.Size("vocab_size"),
            ContextLength = 1,
            TiedHead = false,
            InputBias = true,
            ProjectionBias = true,
            InnerBias = true,
        };

    // Llama and its relatives. The size of a head, where it is not said, is a fixed one of some families.
    private static TransformerShape Llama(ConfigFields f, string name, TransformerFamily family)
    {
        var (width, heads) = (f.Size("hidden_size"), f.Size("num_attention_heads"));
        var usualHead = family switch { TransformerFamily.Qwen3 => 128, TransformerFamily.Gemma3 => 256, _ => 0 };
        if (usualHead == 0 && !f.Has("head_dim"))
            usualHead = width % heads == 0 ? width / heads : throw f.Error($"hidden_size is {width}, but it must be a multiple of num_attention_heads, which is {heads}");
        var attentionBias = family is not TransformerFamily.Qwen2 && f.Flag(false, "attention_bias");
        return new TransformerShape
        {
            Name = name,
            Family = family,
            Layers = f.Size("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = f.SizeOr(heads, "num_key_value_heads"),
            HeadSize = f.SizeOr(usualHead, "head_dim"),
            Width = width,
            InnerWidth = f.Size("intermediate_size"),
            VocabularySize = f.Size("vocab_size"),
            ContextLength = f.Tokens("max_position_embeddings"),
            TiedHead = f.Flag(family is TransformerFamily.Gemma3, "tie_word_embeddings"),
            InputBias = family is TransformerFamily.Qwen2 || attentionBias,
            ProjectionBias = attentionBias,
            InnerBias = family is TransformerFamily.Llama && f.Flag(false, "mlp_bias"),
        };
    }

    // .../gpt2/config.json is called gpt2.
    private static string NameOf(string source)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(source)));
        return string.IsNullOrEmpty(folder) ? "model" : folder;
    }
}
