namespace Millrace.Cosimulation.Tests;

/// <summary>A folder for the time of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");

    /// <summary>Where it is.</summary>
    internal string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
