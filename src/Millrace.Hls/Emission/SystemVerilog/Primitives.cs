namespace Millrace.Hls;

/// <summary>The hand-written modules that all designs share.</summary>
internal static class Primitives
{
    /// <summary>Text by file name.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = Read("systemverilog/");

    /// <summary>Those that stand between a network and the buses of AXI.</summary>
    internal static IReadOnlyDictionary<string, string> Axi { get; } = Read("axi/");

    /// <summary>Embedded files whose name begins with this, by the rest of it.</summary>
    internal static Dictionary<string, string> Read(string prefix)
    {
        var assembly = typeof(Primitives).Assembly;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            found[name[prefix.Length..]] = reader.ReadToEnd().ReplaceLineEndings("\n");
        }

        return found;
    }
}
