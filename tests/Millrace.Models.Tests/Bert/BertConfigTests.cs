namespace Millrace.Models.Tests.Bert;

public sealed class BertConfigTests
{
    private static BertConfig Parse(string fields, string type = "bert") =>
        BertConfig.Parse($$"""{"model_type": "{{type}}"{{(fields == "" ? "" : ", " + fields)}}}""", "config.json");

    [Fact]
    public void Absent_fields_take_the_defaults_of_transformers()
    {
        var c = Parse("");
        Assert.Equal(new BertConfig(), c);
        Assert.Equal(
            (768, 12, 12, 3072, 512, 2, 30522),
            (c.Width, c.Layers, c.Heads, c.InnerWidth, c.ContextLength, c.SegmentTypes, c.VocabularySize));
        Assert.Equal((1e-12, "gelu", true, BertHead.None), (c.LayerNormEpsilon, c.Activation.Name, c.TiedHead, c.Head));
        Assert.Equal(["LABEL_0", "LABEL_1"], c.Labels);
    }

    // 109,482,240 of BERT-base are these and the pooler of 590,592.
    [Fact]
    public void BERT_base_has_109_million_parameters() => Assert.Equal(109_482_240, Parse("").ParameterCount + 590_592);

    [Fact]
    public void RoBERTa_begins_its_positions_behind_the_padding_token()
    {
        var c = Parse("\"max_position_embeddings\": 514, \"type_vocab_size\": 1, \"layer_norm_eps\": 1e-5", "roberta");
        Assert.Equal(
            (BertFamily.Roberta, 2, 512, 50265, 1e-5), (c.Family, c.FirstPosition, c.ContextLength, c.VocabularySize, c.LayerNormEpsilon));
        Assert.Equal(4, Parse("\"pad_token_id\": 3", "roberta").FirstPosition);
    }

    [Fact]
    public void DistilBERT_has_names_of_its_own()
    {
        var c = Parse("\"dim\": 24, \"n_heads\": 3, \"hidden_dim\": 7, \"activation\": \"relu\"", "distilbert");
        Assert.Equal(
            (BertFamily.DistilBert, 24, 6, 3, 7, "relu", 0),
            (c.Family, c.Width, c.Layers, c.Heads, c.InnerWidth, c.Activation.Name, c.SegmentTypes));
    }

    public static TheoryData<BertConfig> Varied =>
    [
        BertFloatModelTests.Small with { Head = BertHead.SequenceClassification, LayerNormEpsilon = 1e-6 },
        BertFloatModelTests.Small with { Head = BertHead.MaskedLM, TiedHead = false, Activation = ActivationFunction.Parse("gelu_new") },
        BertFloatModelTests.Small with { Head = BertHead.QuestionAnswering, Family = BertFamily.Roberta, FirstPosition = 5 },
        BertFloatModelTests.Small with { Family = BertFamily.DistilBert, SegmentTypes = 0, Labels = ["one"] },
    ];

    [Theory]
    [MemberData(nameof(Varied))]
    public void Every_field_is_read(BertConfig expected) =>
        Assert.Equal(expected, BertConfig.Parse(TinyBert.ConfigJson(expected).ToJsonString(), "config.json"));

    [Theory]
    [InlineData("BertModel", BertHead.None)]
    [InlineData("BertForPreTraining", BertHead.MaskedLM)]
    [InlineData("RobertaForMaskedLM", BertHead.MaskedLM)]
    [InlineData("DistilBertForQuestionAnswering", BertHead.QuestionAnswering)]
    [InlineData("RobertaForSequenceClassification", BertHead.SequenceClassification)]
    public void The_architecture_alone_is_enough(string architecture, BertHead head) =>
        Assert.Equal(head, BertConfig.Parse($$"""{"architectures": ["{{architecture}}"]}""", "config.json").Head);

    [Theory]
    [InlineData("\"num_labels\": 3", "LABEL_0 LABEL_1 LABEL_2")]
    [InlineData("\"id2label\": {\"1\": \"good\", \"0\": \"bad\"}", "bad good")]
    public void Labels_have_names_or_a_number(string fields, string expected) => Assert.Equal(expected.Split(' '), Parse(fields).Labels);

    [Theory]
    [InlineData("\"hidden_size\": 0", "hidden_size is 0, but it must be at least 1.")]
    [InlineData("\"num_hidden_layers\": -1", "num_hidden_layers is -1, but it must be at least 1.")]
    [InlineData("\"num_attention_heads\": 5", "hidden_size is 768, but it must be a multiple of num_attention_heads, which is 5.")]
    [InlineData("\"intermediate_size\": \"big\"", "intermediate_size is \"big\", but it must be an integer.")]
    [InlineData("\"max_position_embeddings\": 0", "max_position_embeddings is 0, but it must be at least 1.")]
    [InlineData("\"type_vocab_size\": 0", "type_vocab_size is 0, but it must be at least 1.")]
    [InlineData("\"vocab_size\": 2147483647",
        "a matrix of vocab_size x hidden_size has 1649267440896 elements, but at most 2147483591 can be held.")]
    [InlineData("\"layer_norm_eps\": -1", "layer_norm_eps is -1, but it must be a number of at least 0.")]
    [InlineData("\"position_embedding_type\": \"relative_key\"",
        "position_embedding_type is \"relative_key\", but only \"absolute\" is supported.")]
    [InlineData("\"is_decoder\": true", "is_decoder is true, but only encoders without cross-attention are supported.")]
    [InlineData("\"add_cross_attention\": true", "add_cross_attention is true, but only encoders without cross-attention are supported.")]
    [InlineData("\"problem_type\": \"regression\"",
        "problem_type is \"regression\", but only \"single_label_classification\" is supported.")]
    [InlineData("\"num_labels\": 0", "num_labels is 0, but it must be at least 1.")]
    [InlineData("\"num_labels\": 3, \"id2label\": {\"0\": \"a\"}", "num_labels is 3, but id2label has 1.")]
    [InlineData("\"id2label\": {\"0\": \"a\", \"2\": \"b\"}", "id2label: 1 is missing, but it must be a string.")]
    [InlineData("\"id2label\": {}, \"architectures\": [\"BertForSequenceClassification\"]",
        "id2label has no labels, but a classifier needs at least 1.")]
    [InlineData("\"architectures\": [\"BertForTokenClassification\"]",
        "architectures is BertForTokenClassification, but only BertModel, BertForSequenceClassification, BertForMaskedLM, "
        + "BertForQuestionAnswering, BertForPreTraining are supported.")]
    public void Mistakes_are_one_sentence(string fields, string expected) =>
        Assert.Equal("config.json: " + expected, Refusal.Of(() => Parse(fields)));

    [Theory]
    [InlineData("\"hidden_act\": \"swish9\"", "config.json: hidden_act is \"swish9\", which is not supported; supported are ")]
    public void An_unknown_activation_is_refused(string fields, string expected) =>
        Assert.StartsWith(expected, Refusal.Of(() => Parse(fields)), StringComparison.Ordinal);

    [Fact]
    public void Messages_name_the_fields_of_the_family()
    {
        Assert.Equal(
            "config.json: dim is 768, but it must be a multiple of n_heads, which is 5.",
            Refusal.Of(() => Parse("\"n_heads\": 5", "distilbert")));
        Assert.Equal(
            "config.json: pad_token_id is -1, but it must be at least 0.", Refusal.Of(() => Parse("\"pad_token_id\": -1", "roberta")));
        Assert.Equal(
            "config.json: max_position_embeddings is 2, but it must be at least 3.",
            Refusal.Of(() => Parse("\"max_position_embeddings\": 2", "roberta")));
    }

    [Fact]
    public void Other_models_are_refused()
    {
        Assert.Equal(
            "c: model_type is \"llama\", but only \"bert\", \"roberta\", \"distilbert\" are supported.",
            Refusal.Of(() => BertConfig.Parse("""{"model_type": "llama"}""", "c")));
        Assert.Equal(
            "c: model_type is missing, but it must be one of \"bert\", \"roberta\", \"distilbert\".",
            Refusal.Of(() => BertConfig.Parse("{}", "c")));
    }
}
