using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests.Bert;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerBertTests
{
    public static TheoryData<string, BertConfig> Shapes => BertFloatModelTests.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Whole_model_equals_the_specification(string what, BertConfig config)
    {
        Assert.NotEmpty(what);
        using var tiny = new TinyBert(config);
        var quantized = BertQuantizer.Quantize(tiny.Load());
        var input = BertFloatModelTests.Input(config, Math.Min(config.ContextLength, 9));
        var given = new IntegerBertModel(quantized).EncodeInteger(input);
        var expected = Hidden(quantized, input);
        Assert.Equal(expected.SelectMany(row => row), given.Hidden);
        var (pooled, logits) = Head(quantized, expected);
        Assert.Equal(pooled, given.Pooled);
        Assert.Equal(logits, given.Logits);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Hidden_states_point_where_the_float_models_do(string what, BertConfig config)
    {
        Assert.NotEmpty(what);
        using var tiny = new TinyBert(config);
        var model = tiny.Load();
        var input = BertFloatModelTests.Input(config, config.ContextLength);
        var given = new IntegerBertModel(BertQuantizer.Quantize(model, [input])).Encode(input);
        var expected = model.Encode(input);
        Assert.InRange(Cosine(given.Hidden, expected.Hidden), 0.999, 1 + 1e-9);
        if (expected.Logits is not null && config.Width > 1) Assert.InRange(Cosine(given.Logits!, expected.Logits), 0.99, 1 + 1e-9);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Padding_changes_no_bit_of_what_is_seen(string what, BertConfig config)
    {
        Assert.NotEmpty(what);
        using var tiny = new TinyBert(config);
        var model = new IntegerBertModel(BertQuantizer.Quantize(tiny.Load()));
        var input = BertFloatModelTests.Input(config, (config.ContextLength + 1) / 2);
        var alone = model.EncodeInteger(input);
        var padded = model.EncodeInteger(input.Padded(config.ContextLength, padding: 0));
        Assert.Equal(alone.Hidden, padded.Hidden[..alone.Hidden.Length]);
        Assert.Equal(alone.Pooled, padded.Pooled);
        Assert.Equal(alone.Logits, padded.Logits?[..alone.Logits!.Length]);
    }

    [Fact]
    public void Real_numbers_are_the_integers_times_their_scales()
    {
        using var tiny = new TinyBert(BertFloatModelTests.Small with { Head = BertHead.SequenceClassification });
        var model = new IntegerBertModel(BertQuantizer.Quantize(tiny.Load()));
        var (integers, reals) = (model.EncodeInteger(new([1, 2])), model.Encode(new([1, 2])));
        Assert.Equal(integers.Hidden.Select(x => (float)(x * model.Quantized.ResidualScale)), reals.Hidden);
        Assert.Equal(integers.Pooled!.Select(x => (float)(x * model.Quantized.Scales.Head.Row)), reals.Pooled);
        Assert.Equal(integers.Logits!.Select(x => (float)(x * model.Quantized.LogitScale)), reals.Logits);
    }

    [Fact]
    public void Unsuitable_input_is_refused()
    {
        using var tiny = new TinyBert(BertFloatModelTests.Small);
        var model = new IntegerBertModel(BertQuantizer.Quantize(tiny.Load()));
        Assert.Equal(
            "21 tokens were given, but the model's positions hold at most 20.", Refusal.Of(() => model.Encode(new(new int[21]))));
    }

    private static double Cosine(float[] a, float[] b)
    {
        double Dot(float[] x, float[] y) => x.Zip(y, (u, v) => (double)u * v).Sum();
        return Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));
    }

    private static int[][] Hidden(QuantizedBert q, BertInput input)
    {
        var d = q.Config.Width;
        var stream = input.Tokens.Select((token, i) =>
        {
            var row = new int[d];
            q.Embed(token, i, input.Segment(i), row);
            return Norm(q.EmbeddingNorm, row);
        }).ToArray();
        foreach (var layer in q.Layers)
        {
            var qkv = stream.Select(x => Bytes(Linear(layer.AttentionInput, Rescale(layer.AttentionRescale, x)))).ToArray();
            var keys = qkv.SelectMany(row => row[d..(2 * d)]).ToArray();
            var values = qkv.SelectMany(row => row[(2 * d)..]).ToArray();
            var a = layer.Attention;
            for (var i = 0; i < stream.Length; i++)
            {
                var mix = Specification.Attention(
                    q.Config.Heads, qkv[i][..d], keys, values, stream.Length,
                    a.ScoreMultiplier, a.ScoreShift, a.ValueMultiplier, a.ValueShift);
                stream[i] = Norm(layer.AttentionNorm, Add(stream[i], Linear(layer.AttentionOutput, mix)));
                var hidden = Activate(layer.Activation, Linear(layer.MlpInput, Rescale(layer.MlpRescale, stream[i])));
                stream[i] = Norm(layer.MlpNorm, Add(stream[i], Linear(layer.MlpOutput, hidden)));
            }
        }

        return stream;
    }

    private static (int[]? Pooled, int[]? Logits) Head(QuantizedBert q, int[][] hidden)
    {
        var head = q.Head;
        var rows = hidden.Select(row => Rescale(head.Rescale, row)).ToArray();
        if (q.Config.Head == BertHead.MaskedLM)
            return (null, [.. rows.SelectMany(row => Linear(head.Output!, Bytes(Norm(
                head.Norm!, [.. Linear(head.Input!, row).Select(x => (int)head.Activation!.Table[x + 2048])]))))]);
        if (q.Config.Head == BertHead.QuestionAnswering) return (null, [.. rows.SelectMany(row => Linear(head.Output!, row))]);
        if (head.Input is null) return (null, null);
        var pooled = Activate(head.Activation!, Linear(head.Input, rows[0]));
        return ([.. pooled.Select(x => (int)x)], head.Output is null ? null : Linear(head.Output, pooled));
    }

    private static int[] Norm(QuantizedLayerNorm n, int[] x) =>
        Specification.LayerNorm(x, n.Gains, n.Offsets, n.Shift, n.Epsilon, n.OutputBits);

    private static int[] Linear(QuantizedLinear l, sbyte[] x) =>
        Specification.Linear(l.Inputs, l.Weights, l.Bias, l.Multipliers, l.Shift, l.OutputBits, x);

    private static sbyte[] Rescale(QuantizedRescale r, int[] x) =>
        [.. x.Select(v => (sbyte)Specification.Sat(Specification.Rs((long)v * r.Multiplier, r.Shift), 8))];

    private static sbyte[] Activate(QuantizedActivation a, int[] x) =>
        [.. x.Select(v => (sbyte)Specification.Sat(Specification.Rs((long)a.Table[v + 2048] * a.Multiplier, a.Shift), 8))];

    private static int[] Add(int[] x, int[] y) => [.. x.Zip(y, (a, b) => (int)Specification.Sat(a + b, 24))];

    private static sbyte[] Bytes(int[] x) => Array.ConvertAll(x, v => checked((sbyte)v));
}
