using System.Text.Json;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Cli.Tests;

public sealed class ClassifyTests : IDisposable
{
    private readonly TinyBert _model = TinyEncoder.Classifier();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Prints_the_labels_by_falling_probability()
    {
        var scores = Softmax(_model.Load().Encode(new([2, 5, 6, 9, 3])).Logits!);
        var expected = new[] { ("bad ", scores[0]), ("good", scores[1]) }.OrderByDescending(s => s.Item2);
        Assert.Equal(
            string.Concat(expected.Select(s => FormattableString.Invariant($"{s.Item1}  {s.Item2:0.0000}\n"))),
            Run("The mills", "--engine", "float"));
    }

    [Fact]
    public void Json_has_label_scores_and_the_times_of_the_network()
    {
        var json = Json("the mill stood by the river.");
        Assert.Equal(
            "engine device clock_mhz clock_basis fidelity tokens label scores cycles ms layer model",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("network u280 assumption cycle-exact simulation", string.Join(' ', new[] { "engine", "device", "clock_basis", "fidelity" }
            .Select(name => json.GetProperty(name).GetString())));
        Assert.Equal("[2,5,6,7,10,5,8,11,3]", json.GetProperty("tokens").GetRawText());
        var scores = json.GetProperty("scores").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.Equal(["bad", "good"], scores.Keys);
        Assert.Equal(1, scores.Values.Sum(), 12);
        Assert.Equal(scores.MaxBy(s => s.Value).Key, json.GetProperty("label").GetString());
        var (cycles, clock) = (json.GetProperty("cycles").GetInt64(), json.GetProperty("clock_mhz").GetDouble());
        Assert.Equal(cycles / (clock * 1e3), json.GetProperty("ms").GetDouble(), 12);
        Assert.Equal(cycles, json.GetProperty("model").GetProperty("cycles").GetInt64());
        Assert.InRange(json.GetProperty("layer").GetProperty("cycles").GetInt64(), 1, cycles - 1);
    }

    [Fact]
    public void The_network_equals_the_integer_engine_which_takes_no_time()
    {
        var (network, integer) = (Json("the river", "--engine", "network"), Json("the river", "--engine", "integer"));
        Assert.Equal(integer.GetProperty("scores").GetRawText(), network.GetProperty("scores").GetRawText());
        Assert.All(["device", "clock_mhz", "cycles", "ms", "layer", "model"], name =>
            Assert.Equal(JsonValueKind.Null, integer.GetProperty(name).ValueKind));
    }

    [Fact]
    public void The_times_are_printed_below_the_labels()
    {
        var lines = Run("the river", "--clock", "250").Split('\n');
        Assert.Matches("^4 tokens: [0-9,]+ cycles, [0-9.]+ ms for 2 layers; [0-9,]+ cycles, [0-9.]+ ms for one alone$", lines[2]);
        Assert.Equal(
            "cycle-exact simulation on u280 at 250 MHz (the clock is an assumption: no place-and-route confirmed it)", lines[3]);
    }

    [Fact]
    public void The_integer_engine_is_the_integer_reference_calibrated_on_text()
    {
        var file = _model.Path("text.txt");
        File.WriteAllText(file, "the mill\n\nthe river stood by the mills.\n");
        var tokenizer = ModelFolder.Open(_model.Folder).LoadEncoderTokenizer();
        var quantized =
            BertQuantizer.Quantize(_model.Load(), [tokenizer.Encode("the mill"), tokenizer.Encode("the river stood by the mills.")]);
        var expected = Softmax(new IntegerBertModel(quantized).Encode(tokenizer.Encode("the river")).Logits!);
        var scores = Json("the river", "--calibrate", file, "--engine", "integer").GetProperty("scores");
        Assert.Equal(expected[0], scores.GetProperty("bad").GetDouble(), 12);
    }

    [Fact]
    public void Pairs_and_tokens_are_taken_too()
    {
        Assert.Equal("[2,5,3,6,3]", Json("the", "--pair", "mill").GetProperty("tokens").GetRawText());
        var pair = Json("the", "--pair", "mill").GetProperty("scores").GetRawText();
        Assert.Equal(pair, Json("--tokens", "2,5,3,6,3", "--segments", "0,0,0,1,1").GetProperty("scores").GetRawText());
        Assert.NotEqual(pair, Json("--tokens", "2,5,3,6,3").GetProperty("scores").GetRawText());
    }

    [Fact]
    public void A_model_without_tokenizer_takes_tokens()
    {
        File.Delete(_model.Path("vocab.txt"));
        Assert.Equal("[2,5,3]", Json("--tokens", "2,5,3").GetProperty("tokens").GetRawText());
        Assert.Equal(
            $"{_model.Folder}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.txt nor vocab.json with merges.txt.",
            Refusal("the"));
    }

    [Fact]
    public void Every_line_of_a_file_is_a_text()
    {
        var file = _model.Path("lines.txt");
        File.WriteAllText(file, "the mill\r\n\nthe river\n");
        var lines = Run("--file", file).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("\tthe mill", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\tthe river", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            [Json("the mill").GetRawText(), Json("the river").GetRawText()],
            Json("--file", file).GetProperty("texts").EnumerateArray().Select(t => t.GetRawText()));
    }

    [Theory]
    [InlineData("A film that is as warm as it is wise.", "positive")]
    [InlineData("Dull, lifeless and far too long.", "negative")]
    public void The_bundled_model_is_the_default(string text, string label)
    {
        Assert.Equal(label, CommandRun.Json("classify", text).GetProperty("label").GetString());
        Assert.StartsWith(label + "  0.", CommandRun.Output("classify", text), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_it_cannot_classify()
    {
        Assert.Equal("a text is needed: TEXT or --tokens 1,2,3.", Refusal());
        Assert.Equal("TEXT and --tokens were both given, but only one can be.", Refusal("the", "--tokens", "1"));
        Assert.Equal("--pair is a second text, but --tokens were given.", Refusal("--tokens", "1", "--pair", "the"));
        Assert.Equal("--segments belong to --tokens, but TEXT was given.", Refusal("the", "--segments", "1"));
        Assert.Equal("--file and a text were both given, but only one can be.", Refusal("the", "--file", "x"));
        Assert.Equal("--tokens is \"1,x\", but it must be integers separated by commas, as in 1,2,3.", Refusal("--tokens", "1,x"));
        Assert.Equal(
            "--segments is \"a\", but it must be integers separated by commas, as in 0,0,1.", Refusal("--tokens", "1", "--segments", "a"));
        Assert.Equal("1 segments were given for 2 tokens.", Refusal("--tokens", "1,2", "--segments", "0"));
        Assert.Equal(
            "segment 2 at position 1 is not one of the model's segments, which are 0 to 1.",
            Refusal("--tokens", "1,2", "--segments", "0,2"));
        Assert.Equal("token 12 at position 1 is not in the model's vocabulary, which is 0 to 11.", Refusal("--tokens", "1,12"));
        Assert.Equal(
            "11 tokens were given, but the model's positions hold at most 10.", Refusal("the the the the the the the the the"));
        Assert.Equal(
            "--smoothing moves outliers of a GPT-2; an encoder's residuals stand behind its LayerNorms, so that they cannot be moved.",
            Refusal("the", "--smoothing", "0.5"));
    }

    [Fact]
    public void Refuses_files_that_are_not_texts()
    {
        var file = _model.Path("lines.txt");
        Assert.Equal($"{file}: there is no such file.", Refusal("--file", file));
        File.WriteAllBytes(file, [0x41, 0xFF]);
        Assert.Equal($"{file}: it is not UTF-8 text.", Refusal("--file", file));
        File.WriteAllText(file, "\n \n");
        Assert.Equal($"{file}: it holds no text.", Refusal("--file", file));
        File.WriteAllText(file, "the\n\nthe the the the the the the the the\n");
        Assert.Equal($"{file}: line 3: 11 tokens were given, but the model's positions hold at most 10.", Refusal("--file", file));
    }

    [Fact]
    public void Refuses_models_that_are_no_classifiers()
    {
        using var decoder = Tiny.WithText();
        Assert.Equal(
            $"{decoder.Folder}: the model is a decoder (GPT-2), but an encoder is needed here: a BERT, RoBERTa or DistilBERT.",
            CommandRun.Refusal("classify", "--model", decoder.Folder, "the"));
        using var bare = TinyEncoder.Bare();
        Assert.Equal(
            $"{bare.Folder}: the model has no labels, which need the head of a ...ForSequenceClassification.",
            CommandRun.Refusal("classify", "--model", bare.Folder, "the"));
    }

    private static double[] Softmax(float[] logits)
    {
        var powers = logits.Select(l => Math.Exp(l)).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }

    private string Run(params string[] args) => CommandRun.Output(["classify", "--model", _model.Folder, .. args]);

    private JsonElement Json(params string[] args) => CommandRun.Json(["classify", "--model", _model.Folder, .. args]);

    private string Refusal(params string[] args) => CommandRun.Refusal(["classify", "--model", _model.Folder, .. args]);
}
