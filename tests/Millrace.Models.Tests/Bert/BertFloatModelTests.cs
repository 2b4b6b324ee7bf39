namespace Millrace.Models.Tests.Bert;

public sealed class BertFloatModelTests
{
    internal static readonly BertConfig Small =
        new() { Width = 24, Layers = 2, Heads = 3, InnerWidth = 40, Positions = 20, VocabularySize = 29, Labels = ["bad", "fair", "good"] };

    private static readonly BertConfig Roberta = Small with { Family = BertFamily.Roberta, FirstPosition = 2, SegmentTypes = 1 };

    private static readonly BertConfig DistilBert = Small with { Family = BertFamily.DistilBert, SegmentTypes = 0 };

    public static TheoryData<string, BertConfig> Shapes => new()
    {
        { "small", Small },
        { "one head", Small with { Width = 16, Heads = 1, Layers = 1 } },
        { "tiny", new() { Width = 1, Layers = 1, Heads = 1, InnerWidth = 1, Positions = 2, SegmentTypes = 1, VocabularySize = 1 } },
        { "narrow heads, odd inner", Small with { Width = 6, Heads = 3, InnerWidth = 7, Layers = 3 } },
        { "long", Small with { Width = 32, Heads = 4, Positions = 150 } },
        { "large epsilon", Small with { LayerNormEpsilon = 0.1 } },
        { "another activation", Small with { Activation = ActivationFunction.Parse("relu") } },
        { "many segments", Small with { SegmentTypes = 5 } },
        { "classifier", Small with { Head = BertHead.SequenceClassification } },
        { "masked", Small with { Head = BertHead.MaskedLM } },
        { "masked, untied", Small with { Head = BertHead.MaskedLM, TiedHead = false } },
        { "questions", Small with { Head = BertHead.QuestionAnswering } },
        { "RoBERTa", Roberta },
        { "RoBERTa, classifier", Roberta with { Head = BertHead.SequenceClassification } },
        { "RoBERTa, masked", Roberta with { Head = BertHead.MaskedLM, Activation = ActivationFunction.Parse("relu") } },
        { "RoBERTa, questions", Roberta with { Head = BertHead.QuestionAnswering } },
        { "DistilBERT", DistilBert },
        { "DistilBERT, classifier", DistilBert with { Head = BertHead.SequenceClassification } },
        { "DistilBERT, masked", DistilBert with { Head = BertHead.MaskedLM } },
        { "DistilBERT, questions", DistilBert with { Head = BertHead.QuestionAnswering } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Agrees_with_double_precision(string what, BertConfig config)
    {
        Assert.NotEmpty(what);
        using var tiny = new TinyBert(config);
        RequireAgreement(tiny, Input(config, config.ContextLength));
        RequireAgreement(tiny, Input(config, 1));
        RequireAgreement(tiny, Input(config, config.ContextLength / 2 + 1));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Checkpoints_come_with_and_without_prefix_and_with_old_names(bool prefix, bool old)
    {
        using var tiny = new TinyBert(Small with { Head = BertHead.SequenceClassification }, prefix: prefix, old: old);
        RequireAgreement(tiny, Input(tiny.Config, 9));
    }

    [Fact]
    public void A_bare_encoder_may_be_without_pooler()
    {
        using var tiny = new TinyBert(Small, pooler: false);
        RequireAgreement(tiny, Input(tiny.Config, 9));
        Assert.Null(tiny.Load().Encode(new([1])).Pooled);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Padding_changes_no_bit_of_what_is_seen(string what, BertConfig config)
    {
        Assert.NotEmpty(what);
        using var tiny = new TinyBert(config);
        var model = tiny.Load();
        var input = Input(config, (config.ContextLength + 1) / 2);
        var (alone, padded) = (model.Encode(input), model.Encode(input.Padded(config.ContextLength, padding: 0)));
        Assert.Equal(alone.Hidden, padded.Hidden[..alone.Hidden.Length]);
        Assert.Equal(alone.Pooled, padded.Pooled);
        Assert.Equal(alone.Logits, padded.Logits?[..alone.Logits!.Length]);
    }

    [Fact]
    public void A_hidden_token_in_the_middle_is_not_seen()
    {
        using var tiny = new TinyBert(Small with { Head = BertHead.MaskedLM });
        RequireAgreement(tiny, Input(tiny.Config, 7) with { Mask = [true, true, false, true, false, true, true] });
    }

    [Fact]
    public void The_observer_sees_every_site()
    {
        using var tiny = new TinyBert(Small with { Head = BertHead.SequenceClassification });
        var seen = new Recorder();
        tiny.Load().Encode(Input(tiny.Config, 3), seen);
        Assert.Equal(
            Enum.GetValues<ActivationSite>().Except([ActivationSite.FinalNorm]).Order(), seen.Sites.Select(s => s.Site).Distinct().Order());
        Assert.Equal(2 * (3 * 12 + 9) + 2 * 3 + 3, seen.Sites.Count); // nine rows of scores: three heads at three tokens
    }

    internal static BertInput Input(BertConfig config, int count)
    {
        var random = new Random(5);
        return new(
            [.. Enumerable.Range(0, count).Select(_ => random.Next(config.VocabularySize))],
            [.. Enumerable.Range(0, count).Select(i => config.SegmentTypes < 2 ? 0 : i * config.SegmentTypes / count)]);
    }

    private static void RequireAgreement(TinyBert tiny, BertInput input)
    {
        var given = tiny.Load().Encode(input);
        var (hidden, pooled, logits) = new BertOracle(tiny).Encode(input);
        Close([.. hidden.SelectMany(row => row)], given.Hidden);
        Close(pooled, given.Pooled);
        Close(logits, given.Logits);
    }

    private static void Close(double[]? expected, float[]? given)
    {
        Assert.Equal(expected?.Length, given?.Length);
        if (expected is null) return;
        var tolerance = 1e-4 * Math.Max(expected.Max(Math.Abs), 1e-3);
        Assert.All(expected.Zip(given!), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    private sealed class Recorder : IActivationObserver
    {
        public List<(ActivationSite Site, int Layer)> Sites { get; } = [];

        public void Observe(ActivationSite site, int layer, ReadOnlySpan<float> row) => Sites.Add((site, layer));
    }
}
