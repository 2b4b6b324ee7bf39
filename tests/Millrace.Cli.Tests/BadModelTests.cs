using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Millrace.Models.Tests;

namespace Millrace.Cli.Tests;

/// <summary>Model folders that lie: one sentence that names the file and the field, exit code 2, on every command that reads weights.</summary>
public sealed class BadModelTests : IDisposable
{
    private readonly TinyCheckpoint _model = Tiny.WithText();

    private string Weights => _model.Path("model.safetensors");

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_missing_checkpoint()
    {
        File.Delete(Weights);
        Refused($"{_model.Folder}: there is no checkpoint, neither model.safetensors nor model.safetensors.index.json.");
    }

    [Fact]
    public void A_truncated_checkpoint()
    {
        var bytes = File.ReadAllBytes(Weights);
        File.WriteAllBytes(Weights, bytes[..^4]);
        var data = bytes.Length - 8 - (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Refused($"{Weights}: tensor \"transformer.ln_f.bias\": data_offsets end at {data}, but the file holds {data - 4} bytes of data.");
        File.WriteAllBytes(Weights, bytes[..5]);
        Refused($"{Weights}: the file has 5 bytes, but a safetensors file has at least 8.");
    }

    [Fact]
    public void A_header_longer_than_the_file_or_of_gigabytes()
    {
        var bytes = File.ReadAllBytes(Weights);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length);
        File.WriteAllBytes(Weights, bytes);
        Refused($"{Weights}: the header claims {bytes.Length} bytes, but only {bytes.Length - 8} follow.");
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 4L << 30);
        File.WriteAllBytes(Weights, bytes);
        Refused($"{Weights}: the header claims 4294967296 bytes, but at most 100000000 are allowed.");
    }

    [Fact]
    public void Offsets_that_overlap_or_leave_the_file()
    {
        ChangeHeader(h => h["transformer.wpe.weight"]!["data_offsets"] = new JsonArray(16, 16 + 1536));
        Refused($"{Weights}: tensor \"transformer.wpe.weight\": data_offsets begin at 16, within another tensor, which ends at 16448.");
    }

    [Fact]
    public void A_wrong_type_or_shape()
    {
        ChangeHeader(h => h["transformer.wpe.weight"]!["dtype"] = "I32");
        Refused($"{Weights}: tensor \"transformer.wpe.weight\": dtype is \"I32\", but only F32, F16, BF16", anyEnding: true);
        ChangeHeader(h =>
        {
            h["transformer.wpe.weight"]!["dtype"] = "F32";
            h["transformer.wpe.weight"]!["shape"] = new JsonArray(16, 24);
        });
        Refused($"{Weights}: tensor \"transformer.wpe.weight\" has shape [16, 24], but [24, 16] is expected.");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Weights_that_are_not_numbers(float value, string text)
    {
        var bytes = File.ReadAllBytes(Weights);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes)), value);
        File.WriteAllBytes(Weights, bytes);
        Refused($"{Weights}: tensor \"transformer.wte.weight\": element 0 is {text}, ", anyEnding: true);
    }

    [Fact]
    public void An_index_that_points_outside_its_folder()
    {
        File.Delete(Weights);
        var index = _model.Path("model.safetensors.index.json");
        File.WriteAllText(index, """{"weight_map":{"transformer.wte.weight":"../other.safetensors"}}""");
        Refused($"{index}: weight_map places tensor \"transformer.wte.weight\" in \"../other.safetensors\", but a shard must be a file ", anyEnding: true);
    }

    [Theory]
    [InlineData("model_type", "\"llama\"", "model_type is \"llama\", but only \"gpt2\", \"bert\", \"roberta\", \"distilbert\" are supported.")]
    [InlineData("activation_function", "\"swish9\"", "activation_function is \"swish9\", which is not supported; supported are ")]
    [InlineData("n_head", "3", "n_embd is 16, but it must be a multiple of n_head, which is 3.")]
    [InlineData("n_layer", "\"two\"", "n_layer is \"two\", but it must be an integer.")]
    public void A_configuration_that_is_not_supported(string field, string value, string sentence)
    {
        var file = _model.Path("config.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(file, json.ToJsonString());
        Refused($"{file}: {sentence}", anyEnding: true);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    public void Malformed_JSON(string name)
    {
        File.WriteAllText(_model.Path(name), "{\n\"a\": }");
        Refused($"{_model.Path(name)}: it is not valid JSON (line 2, byte 6).");
    }

    [Fact]
    public void A_malformed_device_file()
    {
        var file = _model.Path("board.json");
        File.WriteAllText(file, "{");
        Assert.Equal($"{file}: it is not valid JSON (line 1, byte 2).", CommandRun.Refusal("generate", "--prompt", "x", "--device", file));
    }

    [Fact]
    public void A_design_that_is_missing_or_malformed()
    {
        var file = _model.Path("design.json");
        string[] line = ["generate", "--model", _model.Folder, "--prompt", "x", "--design", file];
        Assert.StartsWith(file + ": ", CommandRun.Refusal(line), StringComparison.Ordinal);
        File.WriteAllText(file, "{");
        Assert.StartsWith(file + ": ", CommandRun.Refusal(line), StringComparison.Ordinal);
    }

    private void Refused(string sentence, bool anyEnding = false)
    {
        var output = _model.Path("out.npy");
        foreach (var engine in new[] { "network", "integer", "float" })
        {
            Check(CommandRun.Refusal("generate", "--model", _model.Folder, "--prompt", "x", "--engine", engine));
            Check(CommandRun.Refusal("logits", "--model", _model.Folder, "--prompt", "x", "--engine", engine, "--output", output));
            Assert.False(File.Exists(output));
        }

        void Check(string given)
        {
            if (anyEnding) Assert.StartsWith(sentence, given, StringComparison.Ordinal);
            else Assert.Equal(sentence, given);
        }
    }

    private void ChangeHeader(Action<JsonObject> change)
    {
        var bytes = File.ReadAllBytes(Weights);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        change(header);
        TinyCheckpoint.WriteRaw(Weights, header.ToJsonString(), bytes[(8 + length)..]);
    }
}
