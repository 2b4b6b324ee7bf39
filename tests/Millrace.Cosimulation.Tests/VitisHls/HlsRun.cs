using Millrace.Hls;

namespace Millrace.Cosimulation.Tests;

/// <summary>A design's C++, compiled and compared with the run face.</summary>
internal static class HlsRun
{
    internal static void AssertEqual(
        Design design, IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches)
    {
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var compiled = CompiledHls.Build(VitisHlsEmitter.Emit(design), folder.FullName);
            var (elements, difference) = compiled.Run(HlsLaunches.Files(compiled.Emitted, new RunSimulation(design), launches));
            Assert.Equal("", difference);
            Assert.True(elements > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
