using Millrace.Analysis;
using Millrace.Cosimulation;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>Whole small encoders of odd and round sizes: the network's hidden states are the integer reference's in every bit, of one
/// sequence and of several in flight, and its cycles those of SystemVerilog.</summary>
public sealed class BertAcceleratorTests
{
    private static readonly FpgaDevice Device = EqualityTests.ManyChannels;

    private static readonly BertConfig Small =
        new() { Width = 24, Layers = 2, Heads = 3, InnerWidth = 40, Positions = 20, VocabularySize = 29 };

    public static TheoryData<string, BertConfig> Models => new()
    {
        { "round", Small with { Width = 32, Heads = 2, InnerWidth = 64 } },
        { "three heads", Small },
        { "width 1", new() { Width = 1, Layers = 1, Heads = 1, InnerWidth = 1, Positions = 2, SegmentTypes = 1, VocabularySize = 1 } },
        { "narrow heads, odd inner width", Small with { Width = 6, Heads = 3, InnerWidth = 7, Layers = 3 } },
        { "classifier", Small with { Head = BertHead.SequenceClassification, Activation = ActivationFunction.Parse("relu") } },
        { "masked RoBERTa", Small with { Family = BertFamily.Roberta, FirstPosition = 2, SegmentTypes = 1, Head = BertHead.MaskedLM } },
        { "DistilBERT for questions", Small with { Family = BertFamily.DistilBert, SegmentTypes = 0, Head = BertHead.QuestionAnswering } },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_length_equals_the_integer_reference(string name, BertConfig config)
    {
        Assert.NotEmpty(name);
        using var files = new TinyBert(config);
        var model = BertQuantizer.Quantize(files.Load());
        var accelerator = BertAccelerator.Build(model, DesignPoint.For(config, Device), Device);
        foreach (var length in new[] { 1, (config.ContextLength + 1) / 2, config.ContextLength })
            Check(accelerator, model, [Input(config, length, length)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_width_of_weights_equals_the_integer_reference(int bits)
    {
        var config = Small with { Head = BertHead.SequenceClassification };
        using var files = new TinyBert(config);
        var model = BertQuantizer.Quantize(files.Load(), null, new() { WeightBits = bits });
        Assert.Equal(bits, model.WeightBits);
        var accelerator = BertAccelerator.Build(model, DesignPoint.For(config, Device, weightBits: bits) with { Sequences = 2 }, Device);
        Check(accelerator, model, [Input(config, 5, 1), Input(config, 5, 2)]);
    }

    [Fact]
    public void The_bundled_model_equals_the_integer_reference()
    {
        var folder = ModelFolder.Open(Path.Combine(AppContext.BaseDirectory, "models", "sentiment"));
        var model = BertQuantizer.Quantize(folder.LoadEncoder());
        var accelerator = BertAccelerator.Build(model, DesignPoint.For(model.Config, Device) with { Sequences = 2 }, Device);
        var tokenizer = folder.LoadEncoderTokenizer();
        Check(accelerator, model, [tokenizer.Encode("a film that is as warm as it is wise .")]);
        Check(accelerator, model, [Input(model.Config, 40, 1), Input(model.Config, 40, 2)]);
    }

    [Theory]
    [InlineData(1, 4, 1, null, 8, 4, 1)]
    [InlineData(2, 4, 3, null, 8, 16, 2)]
    [InlineData(4, 8, 4, 2, 32, 8, 3)]
    [InlineData(1, 16, 3, 1, 16, 16, 4)]
    public void Every_design_and_batch_computes_the_same(
        int layersOnChip, int lanes, int tileRows, int? bandRows, int inputLanes, int outputLanes, int sequences)
    {
        var config = Small with { Layers = 4, Width = 40, Heads = 2 };
        using var files = new TinyBert(config);
        var engine = new EnginePoint(Math.Max(lanes, inputLanes), Math.Max(lanes, outputLanes), 1);
        var model = BertQuantizer.Quantize(files.Load());
        var accelerator = BertAccelerator.Build(
            model,
            DesignPoint.For(config, Device) with
            {
                LayersOnChip = layersOnChip,
                Lanes = lanes,
                TileRows = tileRows,
                AttentionBandRows = bandRows,
                AttentionInput = engine,
                AttentionOutput = new EnginePoint(Math.Max(8, lanes), lanes, 1),
                MlpInput = new EnginePoint(Math.Max(8, lanes), lanes, 1, PrefetchWords: 9),
                MlpOutput = engine,
                Sequences = sequences,
            },
            Device);
        for (var count = 1; count <= sequences; count++)
            Check(accelerator, model, [.. Enumerable.Range(0, count).Select(i => Input(config, 7 + count, i))]);
    }

    [Fact]
    public void Padding_behind_the_tokens_is_seen_by_none()
    {
        using var files = new TinyBert(Small);
        var model = BertQuantizer.Quantize(files.Load());
        var accelerator = BertAccelerator.Build(model, DesignPoint.For(Small, Device) with { Sequences = 2 }, Device);
        Check(accelerator, model, [Input(Small, 5, 1).Padded(9, 0), Input(Small, 5, 2).Padded(9, 0)]);
    }

    [Fact]
    public void A_design_may_have_room_for_shorter_sequences()
    {
        using var files = new TinyBert(Small);
        var model = BertQuantizer.Quantize(files.Load());
        var usual = DesignPoint.For(Small, Device);
        var accelerator = BertAccelerator.Build(model, usual with { Model = usual.Model with { ContextLength = 6 } }, Device);
        Check(accelerator, model, [Input(Small, 6, 1)]);
        Assert.Equal("7 tokens were given, but the design has room for 6.", Refusal(accelerator, Input(Small, 7, 1)));
    }

    [Fact]
    public void What_does_not_suit_is_refused_with_a_sentence()
    {
        using var files = new TinyBert(Small);
        var accelerator = BertAccelerator.Build(BertQuantizer.Quantize(files.Load()), DesignPoint.For(Small, Device) with { Sequences = 2 }, Device);
        var input = Input(Small, 4, 1);
        Assert.Equal(
            "3 sequences were given, but the design has room for 2 at a time.", Refusal(accelerator, input, input, input));
        Assert.Equal(
            "sequences of one launch must have the same number of tokens and of padding.", Refusal(accelerator, input, Input(Small, 5, 1)));
        Assert.Equal(
            "sequences of one launch must have the same number of tokens and of padding.",
            Refusal(accelerator, input, Input(Small, 3, 1).Padded(4, 0)));
        Assert.Equal(
            "the network takes padding behind the tokens only, but the attention mask hides tokens before others.",
            Refusal(accelerator, input with { Mask = [true, false, true, true] }));
        Assert.Equal(
            "21 tokens were given, but the model's positions hold at most 20.", Refusal(accelerator, Input(Small, 21, 1)));
    }

    [Fact]
    public void Another_model_is_refused()
    {
        using var files = new TinyBert(Small);
        var model = BertQuantizer.Quantize(files.Load());
        var other = DesignPoint.For(Small with { InnerWidth = 48 }, Device);
        Assert.Equal(
            "design point: 'model' is bert, 2 layers of width 24, 3 heads, inner width 48, context 20, vocabulary 29; the model to be run is "
                + "bert, 2 layers of width 24, 3 heads, inner width 40, context 20, vocabulary 29: make a design point for it.",
            Assert.Throws<DesignPointException>(() => BertAccelerator.Build(model, other, Device)).Message);
    }

    /// <summary>Cycles need no weights and are the same for all.</summary>
    [Fact]
    public void Cycles_are_known_without_weights()
    {
        using var files = new TinyBert(Small);
        var point = DesignPoint.For(Small, Device) with { Sequences = 3 };
        var accelerator = BertAccelerator.Build(BertQuantizer.Quantize(files.Load()), point, Device);
        accelerator.EncodeInteger([Input(Small, 11, 1), Input(Small, 11, 2)]);
        Assert.Equal(BertTiming.Build(point, Device).Time(2, 11).Cycles, accelerator.Launches[0].Cycles);
        Assert.Equal(accelerator.Time(2, 11).Cycles, accelerator.Launches[0].Cycles);
    }

    /// <summary>A layer alone takes longer than its share of the model: the next begins while it is at work.</summary>
    [Fact]
    public void A_layer_has_a_time_of_its_own()
    {
        var config = Small with { Layers = 4 };
        using var files = new TinyBert(config);
        var accelerator = BertAccelerator.Build(BertQuantizer.Quantize(files.Load()), DesignPoint.For(config, Device), Device);
        var (layer, model) = (accelerator.TimeOfLayer(1, 20).Cycles, accelerator.Time(1, 20).Cycles);
        Assert.InRange(model, (2 * layer) + 1, 4 * layer);
    }

    /// <summary>A placement may name operators of all layers on chip, or of each; a layer alone keeps what is its own.</summary>
    [Fact]
    public void A_placed_design_of_several_layers_has_a_time_of_a_layer()
    {
        var names = DesignResources.Operators.Where(o => o != "head").ToArray();
        var all = names.Select((o, i) => (o, Device.Regions[i % 3].Name)).ToDictionary();
        var each = names.SelectMany((o, i) => (o == "other" ? [o] : new[] { $"layer_0.{o}", $"layer_1.{o}" })
            .Select(name => (name, Device.Regions[i % 3].Name))).ToDictionary();
        var (one, two) = (Times(all), Times(each));
        Assert.Equal(one, two);
        Assert.True(Times(null).Layer < one.Layer);

        (long Layer, long Model) Times(Dictionary<string, string>? regions)
        {
            var placement = regions is null ? null : new DesignPlacement(regions, new Dictionary<string, ChannelRange>());
            var point = DesignPoint.For(Small with { Layers = 4 }, Device) with { LayersOnChip = 2, Placement = placement };
            var times = DesignTimes.Of(point, Device, 20, 1);
            return (times.Layer.Cycles, times.Model.Cycles);
        }
    }

    /// <summary>Behind the first, a sequence takes what the slowest engine takes: less than half of one alone, here.</summary>
    [Fact]
    public void Sequences_in_flight_overlap()
    {
        var timing = BertTiming.Build(DesignPoint.For(Small, Device) with { Sequences = 4 }, Device);
        var (one, two, four) = (timing.Time(1, 20).Cycles, timing.Time(2, 20).Cycles, timing.Time(4, 20).Cycles);
        Assert.InRange(two, one + 1, (2 * one) - 1);
        Assert.InRange(four - two, 1, (2 * one) - 1);
    }

    /// <summary>One after the other they take what the slowest engine takes of each tile, its weights and a word of scales for every column
    /// tile, and nothing besides: the next sequence enters while the last is still in attention.</summary>
    [Fact]
    public void A_sequence_in_flight_costs_what_the_slowest_engine_does()
    {
        var engine = new EnginePoint(16, 16, 12);
        var point = DesignPoint.For(Small, Device) with
        {
            Model = new(1, 4, 256, 256, 64, 100) { Family = TransformerFamily.Bert },
            ClockMegahertz = 100,
            TileRows = 4,
            AttentionBandRows = 2,
            AttentionInput = new EnginePoint(24, 16, 12),
            AttentionOutput = new EnginePoint(16, 8, 12),
            MlpInput = engine,
            MlpOutput = engine,
            Sequences = 16,
        };
        var timing = BertTiming.Build(point, Device);
        const int tiles = 64 / 4, slowest = 3 * 256 / 16 * (11 + 1);
        Assert.Equal(8 * tiles * slowest, timing.Time(16, 64).Cycles - timing.Time(8, 64).Cycles);
    }

    [Fact]
    public void A_whole_model_equals_its_SystemVerilog_in_every_bit_and_cycle()
    {
        var config = Small with { Width = 16, Heads = 2, InnerWidth = 24, Positions = 6 };
        using var files = new TinyBert(config);
        var engine = new EnginePoint(16, 4, 1);
        var point = DesignPoint.For(config, Device) with
        {
            WeightBits = 4,
            Lanes = 4,
            TileRows = 2,
            AttentionBandRows = 1,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine with { PrefetchWords = 5 },
            MlpOutput = engine,
            Sequences = 2,
        };
        var accelerator = BertAccelerator.Build(BertQuantizer.Quantize(files.Load(), null, new() { WeightBits = 4 }), point, Device);
        var asked = new List<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)>();
        foreach (var (sequences, rows, length) in new[] { (1, 3, 3), (2, 5, 5), (2, 6, 4), (1, 1, 1) })
        {
            var inputs = Enumerable.Range(0, sequences).Select(i => Input(config, rows, i)).ToList();
            asked.Add((
                BertLaunch.Arguments(sequences, rows, length),
                new Dictionary<string, long[]> { ["embeddings"] = accelerator.Embed(inputs) }));
        }

        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var report = new CosimulationSettings(folder.FullName, new(), VerilatorCache.OfUser).Run(accelerator.Data, asked, default);
            Assert.Null(report.Difference);
            Assert.Equal((3 + 10 + 12 + 1) * 16 / 4, report.Elements);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BertInput Input(BertConfig config, int length, int seed)
    {
        var random = new Random(seed);
        return new(
            [.. Enumerable.Range(0, length).Select(_ => random.Next(config.VocabularySize))],
            [.. Enumerable.Range(0, length).Select(_ => random.Next(Math.Max(1, config.SegmentTypes)))]);
    }

    private static string Refusal(BertAccelerator accelerator, params BertInput[] inputs) =>
        Assert.Throws<ModelException>(() => accelerator.EncodeInteger(inputs)).Message;

    private static void Check(BertAccelerator accelerator, QuantizedBert model, IReadOnlyList<BertInput> inputs)
    {
        var found = accelerator.EncodeInteger(inputs);
        var reference = new IntegerBertModel(model);
        for (var i = 0; i < inputs.Count; i++)
        {
            var expected = reference.EncodeInteger(inputs[i]);
            Assert.Equal(expected.Hidden, found[i].Hidden);
            Assert.Equal(expected.Pooled, found[i].Pooled);
            Assert.Equal(expected.Logits, found[i].Logits);
        }
    }
}
