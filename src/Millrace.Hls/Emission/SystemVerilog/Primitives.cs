namespace Millrace.Hls;

/// <summary>The hand-written modules that all designs share.</summary>
internal static class Primitives
{
    private const string Prefix = "systemverilog/";

    /// <summary>Text by file name.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var assembly = typeof(Primitives).Assembly;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            found[name[Prefix.Length..]] = reader.ReadToEnd().ReplaceLineEndings("\n");
        }

        return found;
    }
}
