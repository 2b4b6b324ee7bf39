using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Millrace.Models;

namespace Millrace.Cli.Tests;

/// <summary>Encoders on fill-mask, encode, logits, tokenize, evaluate and generate.</summary>
public sealed class EncoderCommandTests
{
    [Fact]
    public void Fill_mask_ranks_what_may_stand_there()
    {
        using var model = TinyEncoder.Masked();
        var json =
            CommandRun.Json("fill-mask", "--model", model.Folder, "the [MASK] stood by the [MASK]", "--engine", "float", "--top", "12");
        Assert.Equal("[2,5,4,7,10,5,4,3]", json.GetProperty("tokens").GetRawText());
        var masks = json.GetProperty("masks").EnumerateArray().ToArray();
        Assert.Equal([2, 6], masks.Select(m => m.GetProperty("position").GetInt32()));
        var logits = model.Load().Encode(new([2, 5, 4, 7, 10, 5, 4, 3])).Logits!;
        foreach (var mask in masks)
        {
            var row = logits.AsSpan(mask.GetProperty("position").GetInt32() * 12, 12).ToArray();
            var candidates = mask.GetProperty("candidates").EnumerateArray().ToArray();
            Assert.Equal(
                Enumerable.Range(0, 12).OrderByDescending(i => row[i]), candidates.Select(c => c.GetProperty("token").GetInt32()));
            Assert.Equal(1, candidates.Sum(c => c.GetProperty("score").GetDouble()), 9);
        }

        var text = CommandRun.Output("fill-mask", "--model", model.Folder, "the [MASK]", "--top", "12", "--engine", "integer");
        Assert.Equal(12, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("  mill\n", text, StringComparison.Ordinal);
        Assert.Contains("  s\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_mask_refuses_texts_without_a_mask_and_models_without_the_head()
    {
        using var model = TinyEncoder.Masked();
        Assert.Equal(
            "the text has no [MASK], and so there is nothing to fill in.", CommandRun.Refusal("fill-mask", "--model", model.Folder, "the"));
        Assert.Equal(
            "--top is \"0\", but it must be an integer of at least 1.",
            CommandRun.Refusal("fill-mask", "--model", model.Folder, "the", "--top", "0"));
        Assert.Equal("--model DIR is needed: the folder of a masked language model.", CommandRun.Refusal("fill-mask", "[MASK]"));
        using var classifier = TinyEncoder.Classifier();
        Assert.Equal(
            $"{classifier.Folder}: the model fills in no masks, which needs the head of a ...ForMaskedLM.",
            CommandRun.Refusal("fill-mask", "--model", classifier.Folder, "[MASK]"));
        File.WriteAllText(model.Path("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\nthe\n");
        Assert.Equal($"{model.Folder}: the tokenizer has no mask token.", CommandRun.Refusal("fill-mask", "--model", model.Folder, "the"));
    }

    [Fact]
    public void Encode_writes_hidden_states_and_pooled_output()
    {
        using var model = TinyEncoder.Bare();
        var file = model.Path("hidden.npy");
        var pooled = model.Path("hidden.pooled.npy");
        var output = CommandRun.Output("encode", "--model", model.Folder, "the mill", "--engine", "float", "--output", file);
        Assert.Equal($"{file}: float32 (4, 16), float engine\n{pooled}: float32 (1, 16), float engine\n", output);
        var expected = model.Load().Encode(new([2, 5, 6, 3]));
        Assert.Equal(expected.Hidden, Numbers(file));
        Assert.Equal(expected.Pooled, Numbers(pooled));
        var json = CommandRun.Json("encode", "--model", model.Folder, "--tokens", "2,5", "--output", file);
        Assert.Equal(
            "engine device clock_mhz clock_basis fidelity tokens output shape pooled cycles ms layer model", string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("network", json.GetProperty("engine").GetString());
        Assert.InRange(json.GetProperty("cycles").GetInt64(), 1, long.MaxValue);
        Assert.Equal("[2,16]", json.GetProperty("shape").GetRawText());
        Assert.Equal(
            "--output FILE.npy is needed: where to write the hidden states.", CommandRun.Refusal("encode", "--model", model.Folder, "the"));
    }

    [Theory]
    [InlineData(BertHead.SequenceClassification, 1, 2)]
    [InlineData(BertHead.MaskedLM, 4, 12)]
    [InlineData(BertHead.QuestionAnswering, 4, 2)]
    public void Logits_are_what_the_head_gives(BertHead head, int rows, int columns)
    {
        using var model = TinyEncoder.WithText(TinyEncoder.Config with { Head = head });
        var file = model.Path("logits.npy");
        var output = CommandRun.Output("logits", "--model", model.Folder, "--prompt", "the mill", "--engine", "float", "--output", file);
        Assert.Equal($"{file}: float32 ({rows}, {columns}), float engine\n", output);
        Assert.Equal(model.Load().Encode(new([2, 5, 6, 3])).Logits, Numbers(file));
        var json = CommandRun.Json("logits", "--model", model.Folder, "--tokens", "2,5,6,3", "--output", file);
        Assert.Equal("integer", json.GetProperty("engine").GetString());
        Assert.Equal($"[{rows},{columns}]", json.GetProperty("shape").GetRawText());
    }

    [Fact]
    public void Logits_need_a_head()
    {
        using var model = TinyEncoder.Bare();
        Assert.Equal(
            $"{model.Folder}: the model has no head, and so no logits; encode writes its hidden states.",
            CommandRun.Refusal("logits", "--model", model.Folder, "--prompt", "the", "--output", "x.npy"));
    }

    [Fact]
    public void Tokenize_adds_the_special_tokens()
    {
        using var model = TinyEncoder.Bare();
        Assert.Equal("2 5 6 9 3\n", CommandRun.Output("tokenize", "--model", model.Folder, "The MILLS"));
        Assert.Equal("2 5 3\n2 3\n", CommandRun.Of("the\n\n", ["tokenize", "--model", model.Folder]).Out);
        Assert.Equal("2 5 3 6 3\n", CommandRun.Output("tokenize", "--model", model.Folder, "the", "--pair", "mill"));
        Assert.Equal(
            "{\"tokens\":[[2,5,3,6,3]],\"segments\":[0,0,0,1,1]}\n",
            CommandRun.Output("tokenize", "--model", model.Folder, "the", "--pair", "mill", "--json"));
        Assert.Equal(
            "--pair is a second text, but there is no first one.",
            CommandRun.Refusal("tokenize", "--model", model.Folder, "--pair", "mill"));
        using var decoder = Tiny.WithText();
        Assert.Equal(
            $"{decoder.Folder}: the model is a decoder (GPT-2), but an encoder is needed here: a BERT, RoBERTa or DistilBERT.",
            CommandRun.Refusal("tokenize", "--model", decoder.Folder, "a", "--pair", "b"));
    }

    [Fact]
    public void Evaluate_counts_the_labels_that_are_found()
    {
        using var model = TinyEncoder.Classifier();
        var file = model.Path("labelled.tsv");
        File.WriteAllText(file, "good\tthe mill\nbad\tthe mill\r\n1\tthe river\n\n0\tthe river\n");
        var json = CommandRun.Json("evaluate", "--model", model.Folder, "--text", file);
        Assert.Equal(
            "engine texts tokens accuracy float_accuracy label_agreement least_cosine mean_cosine",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal((4, 16), (json.GetProperty("texts").GetInt32(), json.GetProperty("tokens").GetInt32()));
        Assert.Equal((0.5, 0.5), (json.GetProperty("accuracy").GetDouble(), json.GetProperty("float_accuracy").GetDouble()));
        Assert.InRange(json.GetProperty("least_cosine").GetDouble(), 0.99, 1);
        var self = CommandRun.Json("evaluate", "--model", model.Folder, "--text", file, "--engine", "float");
        Assert.Equal((1, 1), (self.GetProperty("label_agreement").GetDouble(), self.GetProperty("least_cosine").GetDouble()));
        Assert.Contains(
            "the same label as float", CommandRun.Output("evaluate", "--model", model.Folder, "--text", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_refuses_lines_without_a_label_of_the_model()
    {
        using var model = TinyEncoder.Classifier();
        var file = model.Path("labelled.tsv");
        File.WriteAllText(file, "good\tthe\nthe mill\n");
        string[] line = ["evaluate", "--model", model.Folder, "--text", file];
        Assert.Equal($"{file}: line 2: it has no label; a line is a label, a tab and a text.", CommandRun.Refusal(line));
        File.WriteAllText(file, "fair\tthe\n");
        Assert.Equal(
            $"{file}: line 1: the label is \"fair\", but it must be one of bad, good, or an id from 0 to 1.", CommandRun.Refusal(line));
        Assert.Equal(
            "--stride cuts a text into windows, but a classifier takes its lines whole.", CommandRun.Refusal([.. line, "--stride", "4"]));
        using var bare = TinyEncoder.Bare();
        Assert.Equal(
            $"{bare.Folder}: the model has no labels, which need the head of a ...ForSequenceClassification.",
            CommandRun.Refusal("evaluate", "--model", bare.Folder, "--text", file));
    }

    [Fact]
    public void An_encoder_does_not_generate()
    {
        using var model = TinyEncoder.Classifier();
        Assert.Equal(
            $"{model.Folder}: the model is an encoder (BERT), but a decoder is needed here: a GPT-2.",
            CommandRun.Refusal("generate", "--model", model.Folder, "--prompt", "the"));
    }

    private static float[] Numbers(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))).ToArray();
    }
}
