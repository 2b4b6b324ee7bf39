namespace Millrace.Hls;

/// <summary>An emitted design.</summary>
/// <param name="Top">The module that joins all processes.</param>
/// <param name="Testbench">The module that feeds it and writes down what comes out, and when.</param>
/// <param name="Files">Text by file name, all in one folder.</param>
/// <param name="NameOf">What inputs, outputs and off-chip memories are called in the text, by their name in the design.</param>
public sealed record SystemVerilogDesign(
    string Top, string Testbench, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> NameOf)
{
    /// <summary>The module of each process, by its path.</summary>
    public required IReadOnlyDictionary<string, string> ModuleOf { get; init; }

    /// <summary>Writes all files into a folder that exists.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (name, text) in Files)
            File.WriteAllText(Path.Combine(folder, name), text);
    }
}
