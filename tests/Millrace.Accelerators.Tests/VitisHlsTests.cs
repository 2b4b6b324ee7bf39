using Millrace.Analysis;
using Millrace.Cosimulation;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Quantization;

namespace Millrace.Accelerators.Tests;

/// <summary>The bundled model as C++ for Vitis HLS, compiled by g++: its layers in a circle of channels, so that processes are
/// threads.</summary>
public class VitisHlsTests
{
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
