using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests.Bert;

namespace Millrace.Models.Tests.Quantization;

public sealed class BertQuantizerTests : IDisposable
{
    private readonly TinyBert _tiny = new(BertFloatModelTests.Small with { Head = BertHead.SequenceClassification });

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void What_the_hardware_shares_is_the_same_in_all_layers()
    {
        var q = BertQuantizer.Quantize(_tiny.Load());
        QuantizedLayerNorm[] norms = [q.EmbeddingNorm, .. q.Layers.SelectMany(l => new[] { l.AttentionNorm, l.MlpNorm })];
        Assert.Single(norms.Select(n => (n.Shift, n.Epsilon, n.OutputBits)).Distinct());
        Assert.Equal(24, q.EmbeddingNorm.OutputBits);
        Assert.Single(q.Layers.Select(l => (
            l.AttentionRescale.Shift, l.AttentionInput.Shift, l.Attention.ScoreShift, l.Attention.ValueShift, l.AttentionOutput.Shift,
            l.MlpRescale.Shift, l.MlpInput.Shift, l.Activation.Shift, l.MlpOutput.Shift)).Distinct());
        Assert.Equal(q.Layers[0].AttentionRescale.Shift, q.Head.Rescale.Shift);
        Assert.Same(q.Layers[0].Activation.Table, q.Layers[1].Activation.Table);
    }

    /// <summary>Of the layers; the host computes pooler and head with 8.</summary>
    [Fact]
    public void Weights_of_the_layers_may_have_fewer_bits()
    {
        var q = BertQuantizer.Quantize(_tiny.Load(), null, new() { WeightBits = 3 });
        Assert.Equal((3, 8), (q.WeightBits, q.Head.Output!.WeightBits));
        Assert.All(
            q.Layers.SelectMany(l => new[] { l.AttentionInput, l.AttentionOutput, l.MlpInput, l.MlpOutput }),
            l => Assert.Equal((-3, 3), (l.Weights.Min(w => (int)w), l.Weights.Max(w => (int)w))));
        Assert.Equal(
            "An encoder cannot be smoothed: its residuals stand behind its LayerNorms.",
            Refusal.Of(() => BertQuantizer.Quantize(_tiny.Load(), null, new() { Smoothing = 0.5 })));
    }

    [Fact]
    public void The_largest_values_seen_use_the_range()
    {
        var inputs = BertCalibration.Arbitrary(_tiny.Config);
        var model = _tiny.Load();
        var q = BertQuantizer.Quantize(model, inputs);
        var ranges = ActivationRanges.Collect(model, inputs);
        Assert.Equal(127, ranges.Largest(ActivationSite.Query, 1) / q.Scales.Layers[1].Query, 3);
        Assert.Equal(127, ranges.Largest(ActivationSite.EmbeddingNorm) / q.Scales.Layers[0].Hidden, 3);
        Assert.Equal(127, ranges.Largest(ActivationSite.MlpNorm, 0) / q.Scales.Layers[1].Hidden, 3);
        Assert.Equal(127, ranges.Largest(ActivationSite.MlpNorm, 1) / q.Scales.Head.Hidden, 3);
        Assert.Equal(127, ranges.Largest(ActivationSite.HeadActivation) / q.Scales.Head.Row, 3);
        Assert.InRange(ranges.Largest(ActivationSite.MlpResidual, 0) / q.ResidualScale, 1 << 16, (1 << 21) + 1);
    }

    [Fact]
    public void Quantizing_twice_gives_the_same()
    {
        var (a, b) = (BertQuantizer.Quantize(_tiny.Load()), BertQuantizer.Quantize(_tiny.Load()));
        var input = BertFloatModelTests.Input(_tiny.Config, 9);
        Assert.Equal(new IntegerBertModel(a).EncodeInteger(input).Hidden, new IntegerBertModel(b).EncodeInteger(input).Hidden);
    }

    [Fact]
    public void Lines_of_a_text_are_the_sequences_and_long_ones_are_cut()
    {
        var inputs = BertCalibration.FromText(_tiny.Config, line => new(new int[line.Length]), "ab\n\n" + new string('x', 50) + "\r\nabc");
        Assert.Equal([2, 20, 3], inputs.Select(i => i.Tokens.Length));
        var many = BertCalibration.FromText(_tiny.Config, _ => new([1]), string.Concat(Enumerable.Repeat("a\n", 1000)));
        Assert.Equal(BertCalibration.Most, many.Count);
        Assert.Equal("The text to calibrate on is empty.", Refusal.Of(() => BertCalibration.FromText(_tiny.Config, _ => new([1]), " \n")));
    }

    [Fact]
    public void Refuses_what_the_arithmetic_does_not_take()
    {
        var config = new BertConfig { Width = 8193, Heads = 1, InnerWidth = 1, Layers = 1, Positions = 1, VocabularySize = 1 };
        Assert.Equal(
            "The integer arithmetic takes a width of at most 8192, but this model's is 8193.",
            Refusal.Of(() => BertQuantizer.Quantize(config, _tiny.Load().Weights, new ActivationRanges())));
        Assert.Equal(
            "Calibration needs at least one token, but was given none.", Refusal.Of(() => BertQuantizer.Quantize(_tiny.Load(), [])));
    }
}
