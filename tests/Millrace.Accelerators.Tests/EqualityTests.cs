using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>Whole small models of odd and round sizes: the network's logits are the integer reference's at every position, in prefill and decode, on every design.</summary>
public class EqualityTests
{
    private static readonly FpgaDevice Device = ManyChannels;

    /// <summary>A U280 of four times its resources and with memory channels to spare, so that designs of several layers on chip fit.</summary>
    internal static FpgaDevice ManyChannels
    {
        get
        {
            var u280 = DeviceCatalogue.Find("u280");
            return u280 with { Total = 4 * u280.Total, Memories = [u280.OffChip with { Channels = 64, UsableChannels = 64 }] };
        }
    }

    public static TheoryData<string, Gpt2Config> Models => new()
    {
        { "round", Config(2, 2, 32, 50, 32) },
        { "width 48, three heads, inner 100", Config(2, 3, 48, 29, 24) with { Inner = 100 } },
        { "vocabulary 3, context 11, one head of 11", Config(1, 1, 11, 3, 11) },
        { "width 1", Config(2, 1, 1, 5, 9) },
        { "untied head, relu", Config(2, 2, 20, 17, 16) with { TiedHead = false, Activation = ActivationFunction.Parse("relu") } },
        { "scores scaled by the layer, silu", Config(3, 2, 24, 19, 16) with { ScaleAttentionByInverseLayer = true, Activation = ActivationFunction.Parse("silu") } },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryPositionInPrefillAndDecode(string name, Gpt2Config config)
    {
        Assert.NotEmpty(name);
        using var files = new TinyCheckpoint(config, gain: 2);
        var model = Quantizer.Quantize(files.Load());
        Check(model, DesignPoint.For(config, Device), config.ContextLength / 2);
    }

    [Theory]
    [InlineData(1, 4, 1, null, 8, 8, 4)]
    [InlineData(2, 4, 3, null, 8, 16, 8)]
    [InlineData(4, 8, 4, 2, 32, 8, 16)]
    [InlineData(2, 16, 3, 1, 16, 16, 32)]
    public void EveryDesignComputesTheSame(
        int layersOnChip, int lanes, int tileRows, int? bandRows, int inputLanes, int outputLanes, int otherInputLanes)
    {
        var config = Config(4, 2, 40, 33, 32);
        using var files = new TinyCheckpoint(config, gain: 2);
        var engine = new EnginePoint(Math.Max(lanes, inputLanes), Math.Max(lanes, outputLanes), 1);
        var other = new EnginePoint(Math.Max(Math.Max(lanes, otherInputLanes), 8), lanes, 1);
        var point = DesignPoint.For(config, Device) with
        {
            LayersOnChip = layersOnChip,
            Lanes = lanes,
            TileRows = tileRows,
            AttentionBandRows = bandRows,
            AttentionInput = engine,
            AttentionOutput = other,
            MlpInput = other,
            MlpOutput = engine,
            Head = other,
        };
        Check(Quantizer.Quantize(files.Load()), point, 21);
    }

    /// <summary>Weights of fewer bits, each in its own number of bytes a word.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void EveryWidthOfWeightsComputesTheSame(int bits)
    {
        var config = Config(2, 2, 40, 33, 16);
        using var files = new TinyCheckpoint(config, gain: 2);
        var model = Quantizer.Quantize(files.Load(), null, new QuantizerOptions { WeightBits = bits });
        Check(model, DesignPoint.For(config, Device, weightBits: bits), 7);
    }

    [Fact]
    public void SessionsShareAnAcceleratorAndKeepTheirCachesApart()
    {
        var config = Config(2, 2, 32, 50, 32);
        using var files = new TinyCheckpoint(config, gain: 2);
        var model = Quantizer.Quantize(files.Load());
        var accelerator = Gpt2Accelerator.Build(model, DesignPoint.For(config, Device), Device);
        var (a, b) = (accelerator.StartAccelerator(), accelerator.StartAccelerator());
        var (ra, rb) = (Reference(model), Reference(model));
        Assert.Equal(ra.ForwardInteger([1, 2, 3]), a.ForwardInteger([1, 2, 3], 3));
        Assert.Equal(rb.ForwardInteger([9, 8]), b.ForwardInteger([9, 8], 2));
        Assert.Equal(ra.ForwardInteger([4]), a.ForwardInteger([4], 1));
        Assert.Equal(rb.ForwardInteger([4]), b.ForwardInteger([4], 1));
    }

    internal static Gpt2Config Config(int layers, int heads, int width, int vocabulary, int context) => new()
    {
        Layers = layers,
        Heads = heads,
        Width = width,
        VocabularySize = vocabulary,
        ContextLength = context,
    };

    private static IntegerGpt2Session Reference(QuantizedGpt2 model) => (IntegerGpt2Session)new IntegerGpt2Model(model).Start();

    /// <summary>A prompt, decoding, a second prompt behind it, and the context filled to its last position.</summary>
    private static void Check(QuantizedGpt2 model, DesignPoint point, int prompt)
    {
        var accelerator = Gpt2Accelerator.Build(model, point, Device);
        var (session, reference) = (accelerator.StartAccelerator(), Reference(model));
        var tokens = Enumerable.Range(0, model.Config.ContextLength).Select(i => (i * 7) % model.Config.VocabularySize).ToArray();
        int[] cuts = [0, prompt, prompt + 1, prompt + 2, tokens.Length - 1, tokens.Length];
        for (var i = 1; i < cuts.Length; i++)
        {
            var part = tokens[cuts[i - 1]..cuts[i]];
            Assert.Equal(reference.ForwardInteger(part), session.ForwardInteger(part, part.Length));
        }

        var full = accelerator.StartAccelerator().ForwardInteger(tokens, 1);
        var all = Reference(model).ForwardInteger(tokens);
        Assert.Equal(all[^model.Config.VocabularySize..], full);
    }
}
