using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests.Quantization;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerGpt2Tests
{
    private static readonly QuantizedGpt2 Small = Quantizer.Quantize(RandomGpt2.Model());

    [Fact]
    public void Whole_model_equals_the_specification()
    {
        int[] tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
        var logits = new IntegerGpt2Model(Small).Start().ForwardInteger(tokens);
        Assert.Equal(Plain(Small, tokens), logits);
    }

    [Fact]
    public void Prefill_and_decode_agree_in_every_bit()
    {
        var config = RandomGpt2.Config(width: 24, heads: 3, context: 100);
        var model = new IntegerGpt2Model(Quantizer.Quantize(RandomGpt2.Model(config)));
        var tokens = RandomGpt2.Tokens(config.VocabularySize, 100);
        var together = model.Start().ForwardInteger(tokens);
        var session = model.Start();
        var apart = new List<int>(session.ForwardInteger(tokens.AsSpan(0, 7)));
        for (var i = 7; i < tokens.Length; i++)
            apart.AddRange(session.ForwardInteger([tokens[i]]));
        Assert.Equal(together, apart);
        Assert.Equal(100, session.Position);
    }

    [Fact]
    public void Float_logits_are_the_integers_times_their_scale()
    {
        var model = new IntegerGpt2Model(Small);
        var integers = model.Start().ForwardInteger([7, 8]);
        var floats = ((ILanguageModel)model).Start().Forward([7, 8]);
        Assert.Equal(integers.Select(i => (float)(i * Small.LogitScale)), floats);
    }

    [Fact]
    public void Logits_stay_close_to_the_float_model()
    {
        foreach (var (config, seed) in new[]
        {
            (RandomGpt2.Config(), 1), (RandomGpt2.Config(width: 48, layers: 1, heads: 1, vocabulary: 3), 2),
            (RandomGpt2.Config(layers: 4, inverseLayer: true), 3), (RandomGpt2.Config(width: 64) with { TiedHead = false }, 4),
        })
        {
            var model = RandomGpt2.Model(config, seed);
            var tokens = RandomGpt2.Tokens(config.VocabularySize, config.ContextLength);
            var expected = model.Start().Forward(tokens);
            var given = new IntegerGpt2Model(Quantizer.Quantize(model)).Start().Forward(tokens);
            Assert.InRange(RandomGpt2.RelativeError(given, expected), 1e-4, 0.07);
            Assert.InRange(RandomGpt2.Correlation(given, expected), 0.998, 1);
        }
    }

    [Fact]
    public void Observer_sees_every_place_in_order()
    {
        var seen = new Recorder();
        var session = new IntegerGpt2Model(Small).Start(seen);
        var logits = session.ForwardInteger([1, 2]);
        Assert.Equal(2 * (3 + 12 * 2), seen.Rows.Count);
        Assert.Equal((ActivationSite.Embedding, -1), (seen.Rows[0].Site, seen.Rows[0].Layer));
        Assert.Equal(Small.Embed(2, 1), seen.Rows[1].Row);
        Assert.Equal(logits[Small.Config.VocabularySize..], seen.Rows[^1].Row);
    }

    [Fact]
    public void Unknown_tokens_are_refused() =>
        Assert.Equal(
            "token 29 at position 1 is not in the model's vocabulary, which is 0 to 28.",
            Assert.Throws<ModelException>(() => new IntegerGpt2Model(Small).Start().ForwardInteger([1, 29])).Message);

    private sealed class Recorder : IIntegerObserver
    {
        public List<(ActivationSite Site, int Layer, int[] Row)> Rows { get; } = [];

        public void Observe(ActivationSite site, int layer, ReadOnlySpan<int> row) => Rows.Add((site, layer, row.ToArray()));
    }

    private static int[] Plain(QuantizedGpt2 q, int[] tokens)
    {
        var d = q.Config.Width;
        var stream = tokens.Select(q.Embed).ToArray();
        foreach (var layer in q.Layers)
        {
            var qkv = stream.Select(x => Bytes(Linear(layer.AttentionInput, Norm(layer.AttentionNorm, x)))).ToArray();
            var keys = qkv.SelectMany(row => row[d..(2 * d)]).ToArray();
            var values = qkv.SelectMany(row => row[(2 * d)..]).ToArray();
            var a = layer.Attention;
            for (var i = 0; i < tokens.Length; i++)
            {
                var mix = Specification.Attention(
                    q.Config.Heads, qkv[i][..d], keys, values, i + 1, a.ScoreMultiplier, a.ScoreShift, a.ValueMultiplier, a.ValueShift);
                stream[i] = Add(stream[i], Linear(layer.AttentionOutput, mix));
                var hidden = Linear(layer.MlpInput, Norm(layer.MlpNorm, stream[i])).Select(x => (sbyte)Specification.Sat(
                    Specification.Rs((long)layer.Activation.Table[x + 2048] * layer.Activation.Multiplier, layer.Activation.Shift), 8));
                stream[i] = Add(stream[i], Linear(layer.MlpOutput, [.. hidden]));
            }
        }

        return [.. stream.SelectMany(x => Linear(q.Head, Norm(q.FinalNorm, x)))];

        static sbyte[] Norm(QuantizedLayerNorm n, int[] x) => Specification.LayerNorm(x, n.Gains, n.Offsets, n.Shift, n.Epsilon);
        static int[] Linear(QuantizedLinear l, sbyte[] x) =>
            Specification.Linear(l.Inputs, l.Weights, l.Bias, l.Multipliers, l.Shift, l.OutputBits, x);
        static int[] Add(int[] x, int[] y) => [.. x.Zip(y, (a, b) => (int)Specification.Sat(a + b, 24))];
        static sbyte[] Bytes(int[] x) => Array.ConvertAll(x, v => checked((sbyte)v));
    }
}
