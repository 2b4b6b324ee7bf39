using Millrace.Analysis;
using Millrace.Cosimulation;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>The bundled model as C++ for Vitis HLS, compiled by g++: its layers in a circle of channels, so that processes are
/// threads.</summary>
public class VitisHlsTests
{
    [Fact]
    public void AnEncoderEqualsItsCppAloneAndInFlight()
    {
        var config = new BertConfig { Width = 24, Layers = 2, Heads = 3, InnerWidth = 40, Positions = 20, VocabularySize = 29 };
        using var files = new TinyBert(config);
        var point = DesignPoint.For(config, EqualityTests.ManyChannels, weightBits: 4) with { Sequences = 2, AttentionBandRows = 4 };
        var model = BertQuantizer.Quantize(files.Load(), null, new() { WeightBits = 4 });
        var accelerator = BertAccelerator.Build(model, point, EqualityTests.ManyChannels);
        var input = new BertInput([2, 7, 19, 28, 0, 11, 3]);
        var launches = Enumerable.Range(1, 2).Select(sequences => (
            (IReadOnlyDictionary<string, long>)BertLaunch.Arguments(sequences, 7, 7),
            (IReadOnlyDictionary<string, long[]>)new Dictionary<string, long[]>
            {
                ["embeddings"] = accelerator.Embed([.. Enumerable.Repeat(input, sequences)]),
            })).ToList();
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var compiled = CompiledHls.Build(VitisHlsEmitter.Emit(accelerator.Design), folder.FullName);
            var (elements, difference) = compiled.Run(HlsLaunches.Files(compiled.Emitted, accelerator.Data, launches));
            Assert.Equal("", difference);
            Assert.Equal(3 * 7 * config.Width / point.Lanes, elements);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TheBundledModelEqualsItsCppInPrefillAndDecode()
    {
        var device = DeviceCatalogue.Find("u280");
        var model = Quantizer.Quantize(ModelFolder.Open(Path.Combine(AppContext.BaseDirectory, "models", "shakespeare")).LoadFloatModel());
        var accelerator = Gpt2Accelerator.Build(model, DesignPoint.For(model.Config, device), device);
        var launches = Gpt2Cosimulation.Launches(accelerator, [1, 2, 3, 4, 5, 6, 7, 8], 3, CancellationToken.None);
        new Gpt2Accelerator.Caches(accelerator).Use(accelerator.Data);
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var compiled = CompiledHls.Build(VitisHlsEmitter.Emit(accelerator.Design), folder.FullName);
            var files = HlsLaunches.Files(compiled.Emitted, accelerator.Data, launches);
            var (elements, difference) = compiled.Run(files);
            Assert.Equal("", difference);
            Assert.True(elements > 4 * model.Config.VocabularySize / accelerator.Point.Lanes, $"{elements} elements");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
