namespace Millrace.Hls;

/// <summary>A design as C++ for Vitis HLS.</summary>
/// <param name="Top">The function that is synthesized.</param>
/// <param name="Files">Text by path in the folder.</param>
/// <param name="NameOf">What inputs, outputs and off-chip memories are called in the files of the test bench, by their name in the
/// design.</param>
public sealed record VitisHlsDesign(string Top, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> NameOf)
{
    /// <summary>Writes all files below a folder, which is made if it is not there.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
