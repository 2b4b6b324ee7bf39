namespace Millrace.Models.Tests.Bert;

/// <summary>Checkpoints that do not suit their configuration.</summary>
public sealed class BertWeightsTests : IDisposable
{
    private readonly TinyBert _model = new(BertFloatModelTests.Small with { Head = BertHead.SequenceClassification });

    private string Weights => _model.Path("model.safetensors");

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_folder_opens_as_an_encoder()
    {
        var folder = ModelFolder.Open(_model.Folder);
        Assert.True(folder.IsEncoder);
        Assert.Equal(_model.Config, folder.EncoderConfig);
        Assert.Equal(_model.Load().Encode(new([1, 2])).Hidden, folder.LoadEncoder().Encode(new([1, 2])).Hidden);
        Assert.Equal(
            $"{_model.Folder}: the model is an encoder (BERT), but a decoder is needed here: a GPT-2.",
            Refusal.Of(() => folder.LoadFloatModel()));
    }

    [Theory]
    [InlineData("bert.encoder.layer.1.output.dense.bias")]
    [InlineData("bert.pooler.dense.weight")]
    [InlineData("classifier.bias")]
    [InlineData("bert.embeddings.LayerNorm.weight")]
    public void A_missing_tensor_is_named(string name)
    {
        _model.Tensors.Remove(name);
        Write();
        Assert.Equal($"{Weights}: tensor \"{name}\" is missing.", Refusal.Of(() => _model.Load()));
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused()
    {
        _model.Tensors["classifier.weight"] = ([2, 24], new float[48]);
        Write();
        Assert.Equal(
            $"{Weights}: tensor \"classifier.weight\" has shape [2, 24], but [3, 24] is expected.", Refusal.Of(() => _model.Load()));
    }

    [Theory]
    [InlineData("bert.encoder.layer.2.output.dense.bias")]
    [InlineData("bert.encoder.layer.0.crossattention.self.key.bias")]
    public void Another_models_layers_are_refused(string name)
    {
        _model.Tensors[name] = ([1], [0]);
        Write();
        Assert.Equal(
            $"{Weights}: tensor \"{name}\" has no place in a model of 2 layers, which num_hidden_layers asks for.",
            Refusal.Of(() => _model.Load()));
    }

    [Fact]
    public void Tensors_outside_the_layers_that_the_model_needs_not_are_passed_over()
    {
        _model.Tensors["bert.embeddings.position_ids"] = ([1, 20], new float[20]);
        _model.Tensors["cls.seq_relationship.bias"] = ([2], new float[2]);
        Write();
        Assert.Equal(3, _model.Load().Encode(new([1])).Logits!.Length);
    }

    [Fact]
    public void Unsuitable_input_is_one_sentence()
    {
        var model = _model.Load();
        Assert.Equal("an encoder needs at least one token, but was given none.", Refusal.Of(() => model.Encode(new([]))));
        Assert.Equal("21 tokens were given, but the model's positions hold at most 20.", Refusal.Of(() => model.Encode(new(new int[21]))));
        Assert.Equal(
            "token 29 at position 1 is not in the model's vocabulary, which is 0 to 28.", Refusal.Of(() => model.Encode(new([1, 29]))));
        Assert.Equal(
            "segment -1 at position 0 is not one of the model's segments, which are 0 to 1.",
            Refusal.Of(() => model.Encode(new([1], [-1]))));
        Assert.Equal("2 segments were given for 1 tokens.", Refusal.Of(() => model.Encode(new([1], [0, 0]))));
        Assert.Equal(
            "2 marks of the attention mask were given for 1 tokens.", Refusal.Of(() => model.Encode(new([1], null, [true, true]))));
        Assert.Equal(
            "the attention mask hides every token; at least one must be seen.", Refusal.Of(() => model.Encode(new([1], null, [false]))));
    }

    [Fact]
    public void Weights_of_another_shape_are_an_error_of_the_program() =>
        Assert.Throws<ArgumentException>(() => new BertFloatModel(_model.Config with { InnerWidth = 8 }, _model.Load().Weights));

    private void Write() =>
        TinyCheckpoint.WriteSafetensors(Weights, _model.Tensors.Select(t => (t.Key, "F32", t.Value.Shape, t.Value.Data)));
}
