using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Quantization;

public sealed class QuantizerTests
{
    [Theory]
    [InlineData(48, 1, 1, 3, 5)]
    [InlineData(48, 3, 3, 65, 16)]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(6, 2, 6, 2, 9)]
    public void Any_shape_is_quantized_and_runs(int width, int layers, int heads, int vocabulary, int context)
    {
        var config = RandomGpt2.Config(width, layers, heads, vocabulary, context);
        var quantized = Quantizer.Quantize(RandomGpt2.Model(config));
        var logits = new IntegerGpt2Model(quantized).Start().ForwardInteger(RandomGpt2.Tokens(vocabulary, context));
        Assert.Equal(vocabulary * context, logits.Length);
    }

    [Fact]
    public void Same_model_gives_the_same_integers()
    {
        QuantizedGpt2 a = Quantizer.Quantize(RandomGpt2.Model()), b = Quantizer.Quantize(RandomGpt2.Model());
        Assert.Equal(a.Head.Weights, b.Head.Weights);
        Assert.Equal(a.Layers[1].AttentionInput.Multipliers, b.Layers[1].AttentionInput.Multipliers);
        Assert.Equal(a.Layers[1].MlpNorm.Gains, b.Layers[1].MlpNorm.Gains);
        Assert.Equal(a.Scales.Layers, b.Scales.Layers);
    }

    [Fact]
    public void Layers_share_shifts_and_the_activation_table()
    {
        var q = Quantizer.Quantize(RandomGpt2.Model(RandomGpt2.Config(layers: 3)));
        Assert.Single(q.Layers.Select(l => l.AttentionInput.Shift).Distinct());
        Assert.Single(q.Layers.Select(l => l.AttentionOutput.Shift).Distinct());
        Assert.Single(q.Layers.Select(l => l.MlpInput.Shift).Distinct());
        Assert.Single(q.Layers.Select(l => l.MlpOutput.Shift).Distinct());
        Assert.Single(q.Layers.Select(l => (l.Attention.ScoreShift, l.Attention.ValueShift, l.Activation.Shift)).Distinct());
        Assert.Single(q.Layers.SelectMany(l => new[] { l.AttentionNorm.Shift, l.MlpNorm.Shift }).Append(q.FinalNorm.Shift).Distinct());
        Assert.All(q.Layers, l => Assert.Same(q.Layers[0].Activation.Table, l.Activation.Table));
        Assert.Equal((8, 24, 12, 24, 24), (
            q.Layers[0].AttentionInput.OutputBits, q.Layers[0].AttentionOutput.OutputBits, q.Layers[0].MlpInput.OutputBits,
            q.Layers[0].MlpOutput.OutputBits, q.Head.OutputBits));
    }

    // The weights stand for what they were within half a step of their channel, and each channel uses its steps.
    [Fact]
    public void Weights_are_rounded_to_the_scale_that_the_multiplier_stands_for()
    {
        var model = RandomGpt2.Model();
        var q = Quantizer.Quantize(model);
        var (linear, weights, scales) = (q.Layers[1].MlpInput, model.Weights.Layers[1].MlpInput, q.Scales.Layers[1]);
        for (var n = 0; n < linear.Outputs; n++)
        {
            var sum = Math.ScaleB(linear.Multipliers[n], -linear.Shift) * q.Scales.ActivationInput;
            var row = linear.Weights.AsSpan(n * linear.Inputs, linear.Inputs);
            var largest = 0;
            for (var k = 0; k < linear.Inputs; k++)
            {
                Assert.InRange(weights.Matrix[k * linear.Outputs + n] / (sum / scales.MlpNorm) - row[k], -0.5, 0.5);
                largest = Math.Max(largest, Math.Abs(row[k]));
            }

            Assert.InRange(largest, 126, 127);
            Assert.InRange(weights.Bias[n] / sum - linear.Bias[n], -0.5, 0.5);
        }
    }

    [Fact]
    public void Largest_values_map_to_the_ends_of_their_formats()
    {
        var model = RandomGpt2.Model();
        int[][] sequences = [RandomGpt2.Tokens(29, 40)];
        var ranges = ActivationRanges.Collect(model, sequences);
        var scales = Quantizer.Quantize(model.Config, model.Weights, ranges).Scales;
        Assert.Equal(ranges.Largest(ActivationSite.Query, 1) / 127, scales.Layers[1].Query, 12);
        Assert.Equal(ranges.Largest(ActivationSite.Logits) / (1 << 21), scales.Logits, 12);
        Assert.Equal(Math.Max(ranges.Largest(ActivationSite.MlpInput, 0), ranges.Largest(ActivationSite.MlpInput, 1)) / 2047, scales.ActivationInput, 12);
        Assert.Equal(40, ranges.Tokens);
    }

    [Fact]
    public void All_zero_weights_give_zero_logits()
    {
        var config = RandomGpt2.Config();
        var weights = Zeroed(RandomGpt2.Weights(config), _ => true);
        var q = Quantizer.Quantize(new Gpt2FloatModel(config, weights));
        Assert.All(new IntegerGpt2Model(q).Start().ForwardInteger([0, 1, 2]), logit => Assert.Equal(0, logit));
    }

    // A layer that does nothing must not cost the others their precision.
    [Fact]
    public void A_silent_layer_does_no_harm()
    {
        var config = RandomGpt2.Config(layers: 3);
        var model = new Gpt2FloatModel(config, Zeroed(RandomGpt2.Weights(config), layer => layer == 1));
        var tokens = RandomGpt2.Tokens(config.VocabularySize, config.ContextLength);
        var given = new IntegerGpt2Model(Quantizer.Quantize(model)).Start().Forward(tokens);
        Assert.InRange(RandomGpt2.RelativeError(given, model.Start().Forward(tokens)), 1e-4, 0.07);
    }

    [Fact]
    public void A_channel_without_weights_keeps_its_bias()
    {
        var config = RandomGpt2.Config();
        var weights = RandomGpt2.Weights(config);
        var linear = weights.Layers[0].MlpInput;
        for (var k = 0; k < linear.Inputs; k++)
            linear.Matrix[k * linear.Outputs + 2] = 0;
        for (var k = 0; k < linear.Inputs; k++)
            linear.Matrix[k * linear.Outputs + 3] = 1e-20f;
        linear.Bias[2] = linear.Bias[3] = 0.7f;
        var q = Quantizer.Quantize(new Gpt2FloatModel(config, weights));
        var y = new int[linear.Outputs];
        IntegerLinear.Apply(q.Layers[0].MlpInput, new sbyte[config.Width], y);
        Assert.Equal(Math.Floor(0.7f / q.Scales.ActivationInput + 0.5), y[2], 0.0);
        Assert.Equal(y[2], y[3]);
    }

    [Fact]
    public void Smoothing_changes_nothing_in_float_and_helps_where_channels_differ()
    {
        var config = RandomGpt2.Config(width: 64, heads: 4);
        var weights = RandomGpt2.Weights(config);
        foreach (var layer in weights.Layers)
            foreach (var norm in new[] { layer.AttentionNorm, layer.MlpNorm })
                norm.Gain[5] *= 40;
        foreach (var layer in weights.Layers)
            foreach (var linear in new[] { layer.AttentionInput, layer.MlpInput })
                for (var n = 0; n < linear.Outputs; n++)
                    linear.Matrix[5 * linear.Outputs + n] /= 40;
        var model = new Gpt2FloatModel(config, weights);
        var tokens = RandomGpt2.Tokens(config.VocabularySize, config.ContextLength);
        var expected = model.Start().Forward(tokens);
        var ranges = ActivationRanges.Collect(model, [tokens]);
        double plain = Error(null), smooth = Error(0.5);
        Assert.True(smooth < plain / 2, $"{smooth} against {plain}");

        double Error(double? alpha) => RandomGpt2.RelativeError(
            new IntegerGpt2Model(Quantizer.Quantize(config, weights, ranges, new QuantizerOptions { Smoothing = alpha })).Start().Forward(tokens),
            expected);
    }

    /// <summary>Within their range, and the nearer to the float model the more bits they have.</summary>
    [Fact]
    public void Weights_may_have_fewer_bits()
    {
        var model = RandomGpt2.Model(RandomGpt2.Config(width: 64, heads: 4));
        var tokens = RandomGpt2.Tokens(model.Config.VocabularySize, model.Config.ContextLength);
        var expected = model.Start().Forward(tokens);
        var errors = new List<double>();
        foreach (var bits in new[] { 2, 3, 4, 5, 6, 7, 8 })
        {
            var q = Quantizer.Quantize(model, [tokens], new QuantizerOptions { WeightBits = bits });
            Assert.Equal(bits, q.WeightBits);
            var linears = q.Layers.SelectMany(l => new[] { l.AttentionInput, l.AttentionOutput, l.MlpInput, l.MlpOutput }).Append(q.Head);
            var most = (1 << (bits - 1)) - 1;
            Assert.All(linears, l => Assert.Equal((bits, -most, most), (l.WeightBits, l.Weights.Min(w => (int)w), l.Weights.Max(w => (int)w))));
            errors.Add(RandomGpt2.RelativeError(new IntegerGpt2Model(q).Start().Forward(tokens), expected));
        }

        Assert.Equal(errors.OrderDescending(), errors);
        Assert.InRange(errors[2], 0, 0.25); // 4 bits
    }

    /// <summary>Where a few weights are much larger than the others they are clipped, so that all together are nearer.</summary>
    [Fact]
    public void Few_bits_clip_what_is_rare()
    {
        var config = RandomGpt2.Config(width: 64, heads: 4);
        var weights = RandomGpt2.Weights(config);
        var matrix = weights.Layers[0].MlpInput.Matrix;
        for (var i = 0; i < matrix.Length; i++)
            matrix[i] = matrix[i] * matrix[i] * matrix[i];
        var linear = Quantizer.Quantize(new Gpt2FloatModel(config, weights), null, new() { WeightBits = 4 }).Layers[0].MlpInput;
        var (clipped, plain) = (0.0, 0.0);
        for (var n = 0; n < linear.Outputs; n++)
        {
            var real = Enumerable.Range(0, linear.Inputs).Select(k => (double)matrix[(k * linear.Outputs) + n]).ToArray();
            var largest = real.Max(Math.Abs);
            clipped += Error([.. linear.Weights.AsSpan(n * linear.Inputs, linear.Inputs).ToArray().Select(w => (double)w)], real);
            plain += Error([.. real.Select(w => Math.Round(7 * w / largest))], real);
        }

        Assert.InRange(clipped, 0, 0.98 * plain);

        // What is left of the weights beside the integers in the scale that suits them best.
        static double Error(double[] integers, double[] real)
        {
            var scale = integers.Zip(real, (q, w) => q * w).Sum() / integers.Sum(q => q * q);
            return integers.Zip(real, (q, w) => (w - (scale * q)) * (w - (scale * q))).Sum();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Weights_of_other_widths_are_refused(int bits) => Assert.Equal(
        $"Weights must have 2 to 8 bits, but {bits} were given.",
        Error(() => Quantizer.Quantize(RandomGpt2.Model(), null, new QuantizerOptions { WeightBits = bits })));

    [Fact]
    public void Calibration_text_of_the_model_itself_fits_the_model()
    {
        var model = RandomGpt2.Model();
        var sequences = CalibrationSequences.FromModel(model);
        Assert.Equal(4, sequences.Count);
        Assert.All(sequences, s => Assert.Equal(40, s.Length));
        Assert.All(sequences.SelectMany(s => s), t => Assert.InRange(t, 0, 28));
        Assert.Equal(sequences, CalibrationSequences.FromModel(model));
    }

    [Fact]
    public void Text_is_cut_into_contexts_spread_over_it()
    {
        var model = RandomGpt2.Model(RandomGpt2.Config(vocabulary: 128, context: 4));
        var sequences = CalibrationSequences.FromText(model, new Letters(), "abcdefghijklmnopqrstuv", most: 3);
        Assert.Equal(["abcd", "ijkl", "qrst"], sequences.Select(s => string.Concat(s.Select(t => (char)t))));
        Assert.All(CalibrationSequences.FromText(model, new Letters()), s => Assert.InRange(s.Length, 1, 4));
        Assert.Equal("The text to calibrate on is empty.", Error(() => CalibrationSequences.FromText(model, new Letters(), "")));
    }

    [Theory]
    [InlineData(8193, 1, "The integer arithmetic takes a width of at most 8192, but this model's is 8193.")]
    [InlineData(4, 70000, "The integer arithmetic takes a hidden width of the MLP of at most 65536, but this model's is 70000.")]
    public void Models_too_large_for_the_arithmetic_are_refused(int width, int inner, string message)
    {
        var config = RandomGpt2.Config(width, 1, 1) with { Inner = inner };
        Assert.Equal(message, Error(() => Quantizer.Quantize(config, RandomGpt2.Weights(RandomGpt2.Config()), new ActivationRanges())));
    }

    [Fact]
    public void Calibration_without_tokens_is_refused() =>
        Assert.Equal(
            "Calibration needs at least one token, but was given none.",
            Error(() => Quantizer.Quantize(RandomGpt2.Model(), [[]])));

    [Fact]
    public void Smoothing_strength_is_checked() =>
        Assert.Equal(
            "The smoothing strength must lie in 0..1, but 1.5 was given.",
            Error(() => Quantizer.Quantize(RandomGpt2.Model(), null, new QuantizerOptions { Smoothing = 1.5 })));

    [Fact]
    public void Values_that_are_not_finite_are_refused()
    {
        var config = RandomGpt2.Config();
        var weights = RandomGpt2.Weights(config);
        weights.Layers[1].AttentionInput.Bias[config.Width] = float.PositiveInfinity;
        Assert.Equal(
            "The float model computes Infinity at Key of layer 1; it cannot be quantized.",
            Error(() => Quantizer.Quantize(new Gpt2FloatModel(config, weights), [[1, 2]])));
    }

    private sealed class Letters : Tokenizer
    {
        public override int VocabularySize => 128;

        public override int[] Encode(string text) => [.. text.Select(c => (int)c)];

        public override ReadOnlyMemory<byte> BytesOf(int token) => new[] { (byte)token };
    }

    private static string Error(Action action) => Assert.Throws<ModelException>(action).Message;

    private static Gpt2Weights Zeroed(Gpt2Weights weights, Func<int, bool> layer)
    {
        for (var l = 0; l < weights.Layers.Count; l++)
        {
            if (!layer(l))
                continue;
            var part = weights.Layers[l];
            foreach (var linear in new[] { part.AttentionInput, part.AttentionOutput, part.MlpInput, part.MlpOutput })
            {
                Array.Clear(linear.Matrix);
                Array.Clear(linear.Bias);
            }
        }

        if (!layer(-1))
            return weights;
        Array.Clear(weights.FinalNorm.Gain);
        Array.Clear(weights.FinalNorm.Bias);
        Array.Clear(weights.TokenEmbedding);
        Array.Clear(weights.PositionEmbedding);
        return weights;
    }
}
