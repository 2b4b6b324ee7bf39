using System.Text.Json.Nodes;

namespace Millrace.Models.Tests.Bert;

public sealed class WordPieceTokenizerTests
{
    private static readonly BertConfig Config = new();

    public static TheoryData<int> Settings => [0, 1, 2, 3];

    // Uncased, cased, uncased with its accents, cased without accents and with Chinese left alone.
    [Theory]
    [MemberData(nameof(Settings))]
    public void Gives_the_tokens_of_Hugging_Face(int setting)
    {
        var golden = Golden.Read("wordpiece.json")[setting]!;
        using var folder = new TokenizerFolder().Write("tokenizer.json", golden["tokenizer"]!.ToJsonString());
        RequireAgreement(EncoderTokenizer.Load(folder.Path, Config), golden);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Files_of_the_older_form_give_the_same(int setting)
    {
        var golden = Golden.Read("wordpiece.json")[setting]!;
        var tokenizer = golden["tokenizer"]!;
        var options = tokenizer["normalizer"]!;
        using var folder = new TokenizerFolder().Write("vocab.txt", Vocabulary(tokenizer)).Write("tokenizer_config.json", new JsonObject
        {
            ["do_lower_case"] = options["lowercase"]!.DeepClone(),
            ["strip_accents"] = options["strip_accents"]?.DeepClone(),
            ["tokenize_chinese_chars"] = options["handle_chinese_chars"]!.DeepClone(),
        }.ToJsonString());
        RequireAgreement(EncoderTokenizer.Load(folder.Path, Config), golden);
    }

    [Fact]
    public void A_bare_vocabulary_is_uncased()
    {
        using var folder = Small();
        var tokenizer = EncoderTokenizer.Load(folder.Path, Config);
        Assert.Equal([2, 5, 6, 7, 3], tokenizer.Encode("The MILLS").Tokens);
        Assert.Equal((4, 0), (tokenizer.MaskToken, tokenizer.PaddingToken));
        Assert.Equal(8, tokenizer.Words.VocabularySize);
    }

    [Fact]
    public void A_pair_has_segments_where_the_model_knows_them()
    {
        using var folder = Small();
        var pair = EncoderTokenizer.Load(folder.Path, Config).Encode("the", "mills");
        Assert.Equal([2, 5, 3, 6, 7, 3], pair.Tokens);
        Assert.Equal([0, 0, 0, 1, 1, 1], pair.Segments!);
        var distilled =
            EncoderTokenizer.Load(folder.Path, new() { Family = BertFamily.DistilBert, SegmentTypes = 0 }).Encode("the", "mills");
        Assert.Equal(pair.Tokens, distilled.Tokens);
        Assert.Null(distilled.Segments);
    }

    [Fact]
    public void Pieces_come_back_as_text()
    {
        using var folder = Small();
        var words = EncoderTokenizer.Load(folder.Path, Config).Words;
        Assert.Equal(" the mills [MASK]", words.Decode(words.Encode("The mills [MASK]")));
        Assert.Equal($"{folder.File("vocab.txt")}: there is no token 8.", Refusal.Of(() => words.Decode([8])));
    }

    [Fact]
    public void Refuses_folders_that_hold_no_such_tokenizer()
    {
        using var folder = new TokenizerFolder();
        Assert.Equal(
            $"{folder.Path}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.txt nor vocab.json with merges.txt.",
            Refusal.Of(() => EncoderTokenizer.Load(folder.Path, Config)));
        var vocabulary = folder.File("vocab.txt");
        folder.Write("vocab.txt", "the\n[UNK]\nthe\n");
        Assert.Equal($"{vocabulary}: \"the\" stands in lines 1 and 3.", Refusal.Of(() => EncoderTokenizer.Load(folder.Path, Config)));
        folder.Write("vocab.txt", "the\n");
        Assert.Equal(
            $"{vocabulary}: \"[UNK]\" is not in the vocabulary, but unknown words need it.",
            Refusal.Of(() => EncoderTokenizer.Load(folder.Path, Config)));
        folder.Write("vocab.txt", "[UNK]\n[CLS]\n");
        Assert.Equal(
            $"{vocabulary}: \"[SEP]\" is not in the vocabulary, but an encoder's input needs it.",
            Refusal.Of(() => EncoderTokenizer.Load(folder.Path, Config)));
    }

    [Theory]
    [InlineData("model.type", "\"Unigram\"", "model: type is \"Unigram\", but only \"WordPiece\" and \"BPE\" are supported.")]
    [InlineData("model.unk_token", "\"??\"", "model: unk_token is \"??\", which is not in the vocabulary.")]
    [InlineData("normalizer.type", "\"NFC\"", "normalizer: type is \"NFC\", but only \"BertNormalizer\", as in BERT, is supported.")]
    [InlineData("pre_tokenizer.type", "\"Metaspace\"",
        "pre_tokenizer: type is \"Metaspace\", but only \"BertPreTokenizer\", as in BERT, is supported.")]
    [InlineData("post_processor.type", "\"Sequence\"",
        "post_processor: type is \"Sequence\", but only \"TemplateProcessing\", \"BertProcessing\" and \"RobertaProcessing\" are "
        + "supported.")]
    [InlineData("post_processor.special_tokens", "{}", "post_processor: single: [CLS] is missing, but it must be an object.")]
    public void Refuses_what_would_change_the_tokens(string field, string value, string expected)
    {
        var json = Golden.Read("wordpiece.json")[0]!["tokenizer"]!;
        var (part, name) = (field.Split('.')[0], field.Split('.')[1]);
        json[part]![name] = JsonNode.Parse(value);
        using var folder = new TokenizerFolder().Write("tokenizer.json", json.ToJsonString());
        Assert.Equal($"{folder.File("tokenizer.json")}: {expected}", Refusal.Of(() => EncoderTokenizer.Load(folder.Path, Config)));
    }

    [Fact]
    public void Older_post_processors_are_templates_too()
    {
        var json = Golden.Read("wordpiece.json")[0]!["tokenizer"]!;
        foreach (var (type, pair) in new[] { ("BertProcessing", new[] { 2, 5, 3, 6, 3 }), ("RobertaProcessing", [2, 5, 3, 3, 6, 3]) })
        {
            json["post_processor"] = JsonNode.Parse($$"""{"type": "{{type}}", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}""");
            using var folder = new TokenizerFolder().Write("tokenizer.json", json.ToJsonString());
            Assert.Equal(pair, EncoderTokenizer.Load(folder.Path, Config).Encode("the", "mill").Tokens);
        }
    }

    [Fact]
    public void Byte_level_BPE_is_read_for_RoBERTa()
    {
        var (ids, merges) = BpeOracle.Train("the mill stood where the river bent", 10);
        foreach (var token in new[] { "<s>", "<pad>", "</s>", "<unk>", "<mask>" }) ids.Add(token, ids.Count);
        using var folder = new TokenizerFolder().WriteFiles(ids, merges);
        var config = new BertConfig { Family = BertFamily.Roberta, SegmentTypes = 1 };
        var tokenizer = EncoderTokenizer.Load(folder.Path, config);
        int[] the = tokenizer.Words.Encode("the"), mill = tokenizer.Words.Encode(" mill");
        var pair = tokenizer.Encode("the <mask>", " mill");
        Assert.Equal([ids["<s>"], .. the, ids["<mask>"], ids["</s>"], ids["</s>"], .. mill, ids["</s>"]], pair.Tokens);
        Assert.Null(pair.Segments);
        Assert.Equal((ids["<mask>"], ids["<pad>"]), (tokenizer.MaskToken, tokenizer.PaddingToken));
    }

    [Fact]
    public void Byte_level_BPE_of_a_tokenizer_json_gives_the_same()
    {
        var (ids, merges) = BpeOracle.Train("the mill stood where the river bent", 10);
        foreach (var token in new[] { "<s>", "<pad>", "</s>", "<unk>", "<mask>" }) ids.Add(token, ids.Count);
        using var files = new TokenizerFolder().WriteFiles(ids, merges);
        using var folder = new TokenizerFolder().WriteJson(ids, merges, change: json =>
        {
            json["post_processor"] = JsonNode.Parse(
                $$"""{"type": "RobertaProcessing", "sep": ["</s>", {{ids["</s>"]}}], "cls": ["<s>", {{ids["<s>"]}}], "trim_offsets": true}""");
            json["added_tokens"]!.AsArray().Add(new JsonObject { ["id"] = ids["<mask>"], ["content"] = "<mask>", ["lstrip"] = true });
        });
        var config = new BertConfig { Family = BertFamily.Roberta, SegmentTypes = 1 };
        var (expected, given) = (EncoderTokenizer.Load(files.Path, config), EncoderTokenizer.Load(folder.Path, config));
        Assert.Equal(expected.Encode("the <mask> stood", "there").Tokens, given.Encode("the <mask> stood", "there").Tokens);
        Assert.Equal(expected.MaskToken, given.MaskToken);
    }

    private static void RequireAgreement(EncoderTokenizer tokenizer, JsonNode golden)
    {
        foreach (var encoded in golden["encoded"]!.AsArray())
        {
            var input = tokenizer.Encode(encoded!["text"]!.GetValue<string>(), encoded["pair"]?.GetValue<string>());
            var (tokens, segments) = (Golden.Integers(encoded["tokens"]), Golden.Integers(encoded["segments"]));
            Assert.True(tokens.SequenceEqual(input.Tokens), $"{encoded.ToJsonString()}: {string.Join(',', input.Tokens)}");
            Assert.Equal(segments, input.Segments);
        }
    }

    private static TokenizerFolder Small() =>
        new TokenizerFolder().Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nmill\n##s\n");

    private static string Vocabulary(JsonNode tokenizer) =>
        string.Concat(tokenizer["model"]!["vocab"]!.AsObject().OrderBy(p => p.Value!.GetValue<int>()).Select(p => p.Key + "\n"));
}
