using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Millrace.Models.Tests;

public sealed class TokenizerTests : IDisposable
{
    private const string Sample =
        "The quick brown fox doesn't jump over the lazy dog's back; they're sure we've seen it, I'm told she'll say he'd 2024 times!\n\n"
        + "  Über naïve façades — 10½ °C, 東京 and 𝒜lgebra, don't   stop."
        + "\tthe the then there other mother brother another smother 😀😀";

    private static readonly (Dictionary<string, int> Ids, List<(string Left, string Right)> Merges) Trained = BpeOracle.Train(Sample, 120);

    // Letters, blanks, apostrophes and characters of every kind and length in UTF-8, often side by side.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Pick("the", "other", "don't", "'ll", "'re", "'", " ", "  ", "\n", "\t ", "é", "½", "٣", "東", "𝒜", "𠀀", "😀",
            "\u00A0", "\u2028", "\u0085", "<|endoftext|>", "<|endof", "|>", "\uD83D", "\uDE00", "\0", "\uFFFD", "x", "S", "9", "!", "..."),
        Gen.String,
        Gen.Char.Select(c => c.ToString())).List[0, 12].Select(string.Concat);

    private static Gen<string> Pick(params string[] parts) => Gen.Int[0, parts.Length - 1].Select(i => parts[i]);

    private readonly TokenizerFolder _folder = new();
    private readonly BpeOracle _oracle = new(Trained.Ids, Trained.Merges);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("files")]
    [InlineData("strings")]
    [InlineData("pairs")]
    public void Encodes_as_the_naive_algorithm_does(string form)
    {
        var tokenizer = TrainedAs(form);
        Assert.Equal(Trained.Ids.Count, tokenizer.VocabularySize);
        Assert.Equal(_oracle.Encode(Sample), tokenizer.Encode(Sample));
        Texts.Sample(text => Assert.Equal(_oracle.Encode(text), tokenizer.Encode(text)), iter: 300);
    }

    [Fact]
    public void Decoding_returns_the_text()
    {
        var tokenizer = TrainedAs("strings");
        Texts.Sample(text => tokenizer.Decode(tokenizer.Encode(text)) == Valid(text), iter: 500);
    }

    [Fact]
    public void A_stream_gives_whole_characters_that_join_to_the_text()
    {
        var tokenizer = TrainedAs("strings");
        Texts.Sample(text =>
        {
            var stream = tokenizer.Stream();
            var pieces = tokenizer.Encode(text).Select(stream.Append).ToList();
            pieces.Add(stream.Finish());
            return string.Concat(pieces) == Valid(text) && pieces.All(p => p == Valid(p));
        }, iter: 500);
    }

    [Fact]
    public void A_stream_of_any_tokens_joins_to_what_Decode_gives()
    {
        var tokenizer = TrainedAs("strings");
        Gen.Int[0, tokenizer.VocabularySize - 1].Array[0, 20].Sample(tokens =>
        {
            var stream = tokenizer.Stream();
            return string.Concat(tokens.Select(stream.Append)) + stream.Finish() == tokenizer.Decode(tokens);
        }, iter: 500);
    }

    [Fact]
    public void A_stream_holds_back_a_character_until_it_is_whole()
    {
        using var bytes = new TokenizerFolder();
        TinyCheckpoint.WriteByteTokenizer(bytes.Path);
        var stream = bytes.Load().Stream();
        Assert.Equal(["", "", "", "😀", "a", ""], new[] { 0xF0, 0x9F, 0x98, 0x80, 'a', 0xC3 }.Select(stream.Append));
        Assert.Equal("\uFFFD", stream.Finish());
        Assert.Equal("", stream.Finish());
    }

    [Theory]
    [InlineData("Hello world", "Hello| world")]
    [InlineData("it's I'M", "it|'s| I|'|M")]
    [InlineData("we'll've'd", "we|'ll|'ve|'d")]
    [InlineData("a  b", "a| | b")]
    [InlineData("a \n b ", "a| \n| b| ")]
    [InlineData("a\n\nb", "a|\n|\n|b")]
    [InlineData("x  ", "x|  ")]
    [InlineData("abc123 456!?", "abc|123| 456|!?")]
    [InlineData(" 's", " '|s")]
    [InlineData("'r've", "'|r|'ve")]
    [InlineData("𝒜𝒷 𠀀9", "𝒜𝒷| 𠀀|9")]
    [InlineData("½²x", "½²|x")]
    public void Words_are_cut_as_GPT2_cuts_them(string text, string words)
    {
        var cut = new List<string>();
        for (var at = 0; at < text.Length; at += cut[^1].Length) cut.Add(text.Substring(at, WordSplitter.NextLength(text.AsSpan(at))));
        Assert.Equal(words.Split('|'), cut);
        Assert.Equal(BpeOracle.Words(text), cut);
    }

    [Fact]
    public void Every_byte_has_GPT2_s_letter()
    {
        // Spot checks against encoder.json: blank, newline, DEL, no-break space, soft hyphen, and the last byte.
        Assert.Equal(
            ['Ġ', 'Ċ', 'ġ', 'ł', 'Ń', 'ÿ', 'A'],
            new byte[] { 0x20, 0x0A, 0x7F, 0xA0, 0xAD, 0xFF, 0x41 }.Select(ByteAlphabet.CharacterOf));
        Assert.Equal(256, Enumerable.Range(0, 256).Select(b => ByteAlphabet.CharacterOf((byte)b)).Distinct().Count());
    }

    // In a vocabulary that no training gives, the order of rounds shows: all "a b" merge before "ab a", though that is more urgent.
    [Fact]
    public void A_round_merges_all_occurrences_of_one_pair_first()
    {
        var ids = Bytes("ab", "aba");
        _folder.WriteFiles(ids, [("ab", "a"), ("a", "b")]);
        Assert.Equal([256, 256], _folder.Load().Encode("abab"));
        Assert.Equal([257], _folder.Load().Encode("aba"));
    }

    [Fact]
    public void Overlapping_occurrences_merge_from_the_left()
    {
        _folder.WriteFiles(Bytes("aa"), [("a", "a")]);
        Assert.Equal([256, 256, 'a'], _folder.Load().Encode("aaaaa"));
    }

    [Fact]
    public void Special_tokens_are_found_in_text()
    {
        var tokenizer = TrainedAs("files");
        var end = Trained.Ids["<|endoftext|>"];
        Assert.Equal([end, end], tokenizer.Encode("<|endoftext|><|endoftext|>"));
        Assert.Equal([.. tokenizer.Encode("a "), end, .. tokenizer.Encode(" b")], tokenizer.Encode("a <|endoftext|> b"));
        Assert.Equal("a <|endoftext|> b", tokenizer.Decode(tokenizer.Encode("a <|endoftext|> b")));
    }

    [Fact]
    public void Added_tokens_win_by_place_then_length_and_may_take_blanks()
    {
        _folder.WriteJson(Bytes(), [], change: json =>
        {
            var added = json["added_tokens"]!.AsArray();
            added.Add(TokenizerFolder.Added(300, "<m>"));
            added.Add(TokenizerFolder.Added(301, "<m>>"));
            var greedy = TokenizerFolder.Added(302, "[x]");
            (greedy["lstrip"], greedy["rstrip"]) = (true, true);
            added.Add(greedy);
        });
        var tokenizer = _folder.Load();
        Assert.Equal(303, tokenizer.VocabularySize);
        Assert.Equal([300, 'a', 301, '<'], tokenizer.Encode("<m>a<m>><"));
        Assert.Equal(['a', 302, 'b'], tokenizer.Encode("a \n[x]  b"));
        Assert.Equal("<m>é", tokenizer.Decode([300, 0xC3, 0xA9]));
    }

    [Fact]
    public void Files_beside_the_vocabulary_add_tokens()
    {
        _folder.WriteFiles(Bytes("<u>"), [])
            .Write("added_tokens.json", """{"<pad>": 300}""")
            .Write("special_tokens_map.json",
                """{"bos_token": "<pad>", "unk_token": {"content": "<u>", "lstrip": false}, "additional_special_tokens": ["<none>"]}""");
        Assert.Equal(['a', 300, 256, '<', 'n'], _folder.Load().Encode("a<pad><u><n"));
    }

    [Fact]
    public void The_tokenizer_s_configuration_counts_too()
    {
        _folder.WriteFiles(Bytes("<e>"), [])
            .Write("tokenizer_config.json", """{"add_prefix_space": true, "eos_token": "<e>", "pad_token": null, "n": 256}""");
        Assert.Equal([' ', 'a', 256], _folder.Load().Encode("a<e>"));
        _folder.Write("tokenizer_config.json", """{"add_prefix_space": "yes"}""");
        Assert.Equal(
            $"{_folder.File("tokenizer_config.json")}: add_prefix_space is \"yes\", but it must be true or false.",
            Refusal.Of(() => _folder.Load()));
    }

    [Fact]
    public void A_byte_without_a_token_becomes_the_unknown_token_of_the_files_too()
    {
        _folder.WriteFiles(new() { ["a"] = 0, ["<|endoftext|>"] = 1 }, [])
            .Write("special_tokens_map.json", """{"unk_token": "<|endoftext|>"}""");
        Assert.Equal([0, 1, 0], _folder.Load().Encode("aba"));
    }

    [Fact]
    public void A_blank_is_put_before_text_where_the_tokenizer_says_so()
    {
        _folder.WriteJson(Bytes(), [], change: json => json["pre_tokenizer"]!["add_prefix_space"] = true);
        Assert.Equal([' ', 'a', ' ', 'b'], _folder.Load().Encode("a b"));
        Assert.Equal([' ', 'a'], _folder.Load().Encode(" a"));
    }

    [Fact]
    public void A_byte_without_a_token_becomes_the_unknown_token()
    {
        var ids = new Dictionary<string, int> { ["a"] = 0, ["<unk>"] = 1 };
        _folder.WriteJson(ids, [], change: json => json["model"]!["unk_token"] = "<unk>");
        Assert.Equal([0, 1, 0], _folder.Load().Encode("aba"));
    }

    [Fact]
    public void Refuses_a_byte_without_a_token()
    {
        _folder.WriteJson(new() { ["a"] = 0 }, []);
        Assert.Equal(
            $"{_folder.File("tokenizer.json")}: the text holds the byte 0x62, for which there is no token.",
            Refusal.Of(() => _folder.Load().Encode("ab")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(258)]
    public void Refuses_to_decode_what_is_no_token(int token)
    {
        TinyCheckpoint.WriteByteTokenizer(_folder.Path);
        Assert.Equal($"{_folder.File("tokenizer.json")}: there is no token {token}.", Refusal.Of(() => _folder.Load().Decode([token])));
    }

    // Quadratic time would take minutes for each of these.
    [Theory]
    [InlineData("prose")]
    [InlineData("one word")]
    [InlineData("no word twice")]
    [InlineData("special tokens")]
    [InlineData("blanks")]
    public void Time_is_nearly_linear_whatever_the_text(string kind)
    {
        const int length = 1 << 18;
        var random = new SplitMix64(1);
        var text = kind switch
        {
            "prose" => string.Concat(Enumerable.Repeat(Sample, length / Sample.Length)),
            "one word" => new string('e', length),
            "no word twice" => string.Concat(Enumerable.Range(0, length / 16).Select(_ => random.Next().ToString("x16", null))),
            "special tokens" => string.Concat(Enumerable.Repeat("<|endoftext|>", length / 13)),
            _ => new string(' ', length),
        };
        var tokenizer = TrainedAs("strings");
        var clock = Stopwatch.StartNew();
        tokenizer.Encode(text);
        Assert.True(clock.ElapsedMilliseconds < 10_000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("{", "it is not valid JSON (line 1, byte 2).")]
    [InlineData("{}", "model is missing, but it must be an object.")]
    [InlineData("""{"model": {"type": "Unigram"}}""", "model: type is \"Unigram\", but only \"BPE\", as in GPT-2, is supported.")]
    [InlineData("""{"model": {}, "normalizer": {"type": "NFC"}}""",
        "normalizer is {\"type\": \"NFC\"}, but it is not supported: GPT-2 has none.")]
    [InlineData("""{"model": {}}""", "pre_tokenizer is missing, but it must be an object.")]
    [InlineData("""{"model": {}, "pre_tokenizer": {"type": "Metaspace"}}""",
        "pre_tokenizer: type is \"Metaspace\", but only \"ByteLevel\", as in GPT-2, is supported.")]
    [InlineData("""{"model": {}, "pre_tokenizer": {"type": "ByteLevel", "use_regex": false}}""",
        "pre_tokenizer: use_regex is false, but only true, as in GPT-2, is supported.")]
    [InlineData("""{"model": {}, "pre_tokenizer": {}, "post_processor": {"type": "Roberta"}}""",
        "post_processor: type is \"Roberta\", but only \"ByteLevel\", as in GPT-2, is supported.")]
    [InlineData("""{"model": {}, "pre_tokenizer": {}, "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {}}]}}""",
        "post_processor: the template adds tokens to the text, but only templates that add none are supported.")]
    [InlineData("""{"model": {"byte_fallback": true}, "pre_tokenizer": {}}""",
        "model: byte_fallback is true, but it is not supported: GPT-2 has none.")]
    [InlineData("""{"model": {"end_of_word_suffix": "</w>"}, "pre_tokenizer": {}}""",
        "model: end_of_word_suffix is \"</w>\", but it is not supported: GPT-2 has none.")]
    [InlineData("""{"model": {}, "pre_tokenizer": {}}""", "model: vocab is missing, but it must be an object from tokens to ids.")]
    [InlineData("""{"model": {"vocab": {"a": "x"}}, "pre_tokenizer": {}}""",
        "model.vocab: token \"a\" has the id \"x\", but an id must be an integer.")]
    [InlineData("""{"model": {"vocab": {"a": -1}}, "pre_tokenizer": {}}""",
        "model.vocab: token \"a\" has the id -1, but an id must be from 0 to 2147483646.")]
    [InlineData("""{"model": {"vocab": {"a": 0, "a": 1}}, "pre_tokenizer": {}}""", "model.vocab: token \"a\" occurs twice.")]
    [InlineData("""{"model": {"vocab": {"a": 0, "b": 0}, "merges": []}, "pre_tokenizer": {}}""", "two tokens have the id 0.")]
    [InlineData("""{"model": {"vocab": {"a": 0}}, "pre_tokenizer": {}}""", "model: merges is missing, but it must be a list of pairs.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": ["a"]}, "pre_tokenizer": {}}""",
        "model.merges: merge 0 is \"a\", but it must be \"left right\" or [\"left\", \"right\"].")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": [["a", 1]]}, "pre_tokenizer": {}}""",
        "model.merges: merge 0 is [\"a\", 1], but it must be \"left right\" or [\"left\", \"right\"].")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": ["a a"]}, "pre_tokenizer": {}}""",
        "model.merges: merge 0 joins \"a\" and \"a\", but \"aa\" is not in the vocabulary.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": [], "unk_token": "u"}, "pre_tokenizer": {}}""",
        "model: unk_token is \"u\", which is not in the vocabulary.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": {}}""",
        "added_tokens is {}, but it must be a list.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": [{"id": 1}]}""",
        "added_tokens[0]: content is missing, but it must be a string.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": [{"content": "x"}]}""",
        "added_tokens[0]: id is missing, but it must be an integer.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": [{"id": 1, "content": ""}]}""",
        "added_tokens[0]: content is empty, but it must be the token's text.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": [{"id": 1, "content": "a"}]}""",
        "added_tokens[0]: token \"a\" has the id 1, but 0 in model.vocab.")]
    [InlineData("""{"model": {"vocab": {"a": 0}, "merges": []}, "pre_tokenizer": {}, "added_tokens": [{"id": 1, "content": "b", "single_word": true}]}""",
        "added_tokens[0]: single_word is true, but it is not supported: GPT-2 has none.")]
    public void Refuses_a_tokenizer_json(string json, string sentence)
    {
        _folder.Write("tokenizer.json", json);
        Assert.Equal($"{_folder.File("tokenizer.json")}: {sentence}", Refusal.Of(() => _folder.Load()));
    }

    [Fact]
    public void A_template_that_adds_nothing_is_accepted()
    {
        _folder.WriteJson(Bytes(), [], change: json => json["post_processor"] =
            JsonNode.Parse("""{"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}]}"""));
        Assert.Equal(['a'], _folder.Load().Encode("a"));
    }

    [Fact]
    public void Refuses_a_vocabulary_without_merges()
    {
        _folder.Write("vocab.json", "{}");
        Assert.Equal($"{_folder.File("merges.txt")}: there is no such file.", Refusal.Of(() => _folder.Load()));
    }

    [Theory]
    [InlineData("#version: 0.2\na b c\n", "line 2 is \"a b c\", but it must be two tokens with a blank between.")]
    [InlineData("a\n", "line 1 is \"a\", but it must be two tokens with a blank between.")]
    [InlineData("\r\na b\r\n", "merge 0 joins \"a\" and \"b\", but \"ab\" is not in the vocabulary.")]
    public void Refuses_merges(string merges, string sentence)
    {
        _folder.WriteFiles(Bytes(), []).Write("merges.txt", merges);
        Assert.Equal($"{_folder.File("merges.txt")}: {sentence}", Refusal.Of(() => _folder.Load()));
    }

    [Fact]
    public void A_merge_may_begin_with_a_number_sign()
    {
        _folder.WriteFiles(Bytes("##"), [("#", "#")]);
        Assert.Equal([256], _folder.Load().Encode("##"));
    }

    private static Dictionary<string, int> Bytes(params string[] more)
    {
        var ids = Enumerable.Range(0, 256).ToDictionary(b => ByteAlphabet.CharacterOf((byte)b).ToString(), b => b);
        foreach (var token in more) ids.Add(token, ids.Count);
        return ids;
    }

    private Tokenizer TrainedAs(string form) => form switch
    {
        "files" => _folder.WriteFiles(Trained.Ids, Trained.Merges).Load(),
        _ => _folder.WriteJson(Trained.Ids, Trained.Merges, pairs: form == "pairs").Load(),
    };

    // What any UTF-8 encoder makes of half a surrogate pair.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
