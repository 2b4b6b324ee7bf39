using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>Design points as files, and what is refused.</summary>
public class DesignPointTests
{
    private static readonly FpgaDevice Device = DeviceCatalogue.Find("u280");
    private static readonly DesignPoint Point = DesignPoint.For(EqualityTests.Config(4, 2, 40, 33, 32), Device);

    [Fact]
    public void ASavedPointIsReadBackEqual()
    {
        var path = Path.GetTempFileName();
        Point.Save(path);
        Assert.Equal(Point, DesignPoint.Load(path));
        Assert.Contains("\"layers_on_chip\": 1", File.ReadAllText(path));
        Assert.Contains("\"attention_input\": {", File.ReadAllText(path));
        File.Delete(path);
    }

    public static TheoryData<string, Func<DesignPoint, DesignPoint>> Wrong => new()
    {
        { "design point: 'device' is 'u50'; the accelerator is being built for 'u280'.", p => p with { Device = "u50" } },
        { "design point: 'clock_megahertz' is 0; 1 to 2000 is allowed.", p => p with { ClockMegahertz = 0 } },
        { "design point: 'clock_megahertz' is NaN; 1 to 2000 is allowed.", p => p with { ClockMegahertz = double.NaN } },
        { "design point: 'layers_on_chip' is 3; a divisor of the 4 layers is needed.", p => p with { LayersOnChip = 3 } },
        { "design point: 'layers_on_chip' is 0; a divisor of the 4 layers is needed.", p => p with { LayersOnChip = 0 } },
        { "design point: 'lanes' is 12; 4, 8, 16, 32 or 64 is allowed.", p => p with { Lanes = 12 } },
        { "design point: 'tile_rows' is 65; 1 to 64 is allowed.", p => p with { TileRows = 65 } },
        {
            "design point: 'attention_band_rows' is 3; a divisor of the 8 tile_rows is needed.", p => p with { AttentionBandRows = 3 }
        },
        {
            "design point: 'attention_band_rows' is 0; a divisor of the 8 tile_rows is needed.", p => p with { AttentionBandRows = 0 }
        },
        {
            "design point: 'attention_band_rows' is 4; all 8 tile_rows are needed where heads share keys.",
            p => p with { AttentionBandRows = 4, Model = p.Model with { SharedKeyValueHeads = 1 } }
        },
        { "design point: 'cache_channels' is 0; 1 to 1024 is allowed.", p => p with { CacheChannels = 0 } },
        { "design point: 'head.input_lanes' is 20; a multiple of the 8 lanes from 8 to 1024 is needed.", p => p with { Head = new(20, 8, 1) } },
        { "design point: 'mlp_input.output_lanes' is 4; a multiple of the 8 lanes up to 1024 is needed.", p => p with { MlpInput = new(16, 4, 1) } },
        { "design point: 'mlp_output.channels' is 0; 1 to 1024 is allowed.", p => p with { MlpOutput = new(16, 8, 0) } },
        { "design point: 'mlp_output.prefetch_words' is -1; 0 to 65536 is allowed.", p => p with { MlpOutput = new(16, 8, 1, -1) } },
        { "design point: 'channels' is 36 in all; u280 has 28 usable off-chip channels.", p => p with { LayersOnChip = 2, Head = new(16, 8, 5) } },
        { "design point: 'head.channels' is 2147483647; 1 to 1024 is allowed.", p => p with { Head = new(16, 8, int.MaxValue) } },
        {
            "design point: 'head' is 16 x 8 lanes with 0 prefetch_words for 64 tile_rows; "
            + "the design takes 23209 DSP and u280 has 7215 that can be routed; most of them, 4155, are for head.",
            p => p with { TileRows = 64 }
        },
        { "design point: 'weight_bits' is 1; 2 to 16 is allowed.", p => p with { WeightBits = 1 } },
        { "design point: 'activation_bits' is 17; 2 to 16 is allowed.", p => p with { ActivationBits = 17 } },
        { "design point: 'tensor_parallel' is 3; a divisor of the 2 heads is needed.", p => p with { TensorParallel = 3 } },
        {
            "design point: 'tensor_parallel' is 2; a divisor of the 1 heads of keys and values is needed.",
            p => p with { TensorParallel = 2, Model = p.Model with { SharedKeyValueHeads = 1 } }
        },
        {
            "design point: 'pipeline_parallel' is 4; with 2 layers on chip it must divide the 4 layers.",
            p => p with { LayersOnChip = 2, PipelineParallel = 4 }
        },
        {
            "design point: 'model.shared_key_value_heads' is 3; 0 or a divisor of the 2 heads is needed.",
            p => p with { Model = p.Model with { SharedKeyValueHeads = 3 } }
        },
        { "design point: 'model.own_head_size' is -1; 0 is the least.", p => p with { Model = p.Model with { OwnHeadSize = -1 } } },
        { "design point: 'model.width' is 0; at least 1 is needed.", p => p with { Model = p.Model with { Width = 0 } } },
        { "design point: 'model.heads' is 3; a divisor of the width 40 is needed.", p => p with { Model = p.Model with { Heads = 3 } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatCannotBeBuiltIsRefused(string message, Func<DesignPoint, DesignPoint> change) =>
        Assert.Equal(message, Assert.Throws<DesignPointException>(() => change(Point).Validate(Device)).Message);

    public static TheoryData<string, Func<DesignPoint, DesignPoint>> WithoutKernels => new()
    {
        {
            "design point: 'model.family' is Llama; kernels are composed to Gpt2 only.",
            p => p with { Model = p.Model with { Family = TransformerFamily.Llama } }
        },
        { "design point: 'weight_bits' is 9; kernels multiply weights of 2 to 8 bits.", p => p with { WeightBits = 9 } },
        {
            "design point: 'mlp_output.input_lanes' is 16; at least 32 are needed with weights of 2 bits: a word of them holds biases and "
            + "multipliers too.",
            p => p with
            {
                WeightBits = 2, AttentionInput = new(32, 8, 1), AttentionOutput = new(32, 8, 1), MlpInput = new(32, 8, 1),
            }
        },
        { "design point: 'activation_bits' is 16; kernels multiply activations of 8 bits only.", p => p with { ActivationBits = 16 } },
        { "design point: 'tensor_parallel' is 2; accelerators of one device only can be built.", p => p with { TensorParallel = 2 } },
        { "design point: 'pipeline_parallel' is 2; accelerators of one device only can be built.", p => p with { PipelineParallel = 2 } },
    };

    [Theory]
    [MemberData(nameof(WithoutKernels))]
    public void WhatHasNoKernelsIsEstimatedButNotBuilt(string message, Func<DesignPoint, DesignPoint> change)
    {
        var point = change(Point).Validate(Device);
        Assert.Equal(message, Assert.Throws<DesignPointException>(() => Gpt2Timing.Build(point, Device)).Message);
    }

    [Fact]
    public void WeightsOfMoreBitsThanThePointHasAreRefused()
    {
        using var files = new TinyCheckpoint(EqualityTests.Config(4, 2, 40, 33, 32));
        var (wide, narrow) = (Quantizer.Quantize(files.Load()), Quantizer.Quantize(files.Load(), null, new() { WeightBits = 4 }));
        Assert.Equal(
            "design point: 'weight_bits' is 4; the model was quantized to weights of 8 bits.",
            Assert.Throws<DesignPointException>(() => Gpt2Accelerator.Build(wide, Point with { WeightBits = 4 }, Device)).Message);
        Assert.Equal(4, Gpt2Accelerator.Build(narrow, Point, Device).Model.WeightBits); // Fewer have room.
    }

    [Fact]
    public void APointForAnotherModelIsRefused()
    {
        var config = EqualityTests.Config(4, 2, 40, 34, 32);
        using var files = new TinyCheckpoint(config);
        var model = Quantizer.Quantize(files.Load());
        Assert.Equal(
            "design point: 'model' is 4 layers of width 40, 2 heads, inner width 160, context 32, vocabulary 33; the model to be run is "
            + "4 layers of width 40, 2 heads, inner width 160, context 32, vocabulary 34: make a design point for it.",
            Assert.Throws<DesignPointException>(() => Gpt2Accelerator.Build(model, Point, Device)).Message);
    }

    [Fact]
    public void ABrokenFileIsRefusedAndNamed()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "{ \"lanes\": 8, ");
        Assert.Equal(
            $"{path}: the file is not what a design point has there (line 1); docs/architecture.md lists the fields and what they hold.",
            Assert.Throws<DesignPointException>(() => DesignPoint.Load(path)).Message);
        File.WriteAllText(path, "{\n\"lanes\": \"many\" }");
        Assert.Equal(
            $"{path}: 'lanes' is not what a design point has there (line 2); docs/architecture.md lists the fields and what they hold.",
            Assert.Throws<DesignPointException>(() => DesignPoint.Load(path)).Message);
        File.WriteAllText(path, "{ \"lanes\": 8 }");
        Assert.Equal(
            $"{path}: the file lacks fields of a design point; docs/architecture.md lists them all.",
            Assert.Throws<DesignPointException>(() => DesignPoint.Load(path)).Message);
        File.WriteAllText(path, "null");
        Assert.Equal($"{path}: the file holds null; a JSON object is needed.", Assert.Throws<DesignPointException>(() => DesignPoint.Load(path)).Message);
        File.Delete(path);
        Assert.Equal($"{path}: there is no such file.", Assert.Throws<DesignPointException>(() => DesignPoint.Load(path)).Message);
        Assert.StartsWith($"{path}{Path.DirectorySeparatorChar}x: cannot be written: ", Assert.Throws<DesignPointException>(() => Point.Save(Path.Combine(path, "x"))).Message);
    }
}
