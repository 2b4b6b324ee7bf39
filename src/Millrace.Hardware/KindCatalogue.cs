namespace Millrace.Hardware;

/// <summary>The kinds of DSP slice and of block memory that boards share: one data file each, in the assembly.</summary>
public static class KindCatalogue
{
    /// <summary>The kinds of DSP slice, by name.</summary>
    public static IReadOnlyList<DspKind> DspKinds { get; } = [.. Load("kinds/dsp/", KindReader.Dsp).OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>The kinds of block memory, by name.</summary>
    public static IReadOnlyList<BlockMemoryKind> BlockMemoryKinds { get; } =
        [.. Load("kinds/block-memory/", KindReader.BlockMemory).OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>The kind of DSP slice of a name, or null.</summary>
    public static DspKind? FindDsp(string name) => DspKinds.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The kind of block memory of a name, or null.</summary>
    public static BlockMemoryKind? FindBlockMemory(string name) =>
        BlockMemoryKinds.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase));

    internal static string Listed(IReadOnlyList<DspKind> kinds) => OneOf(kinds.Select(k => k.Name));

    internal static string Listed(IReadOnlyList<BlockMemoryKind> kinds) => OneOf(kinds.Select(k => k.Name));

    private static string OneOf(IEnumerable<string> names) => $"one of {string.Join(", ", names)}";

    private static IEnumerable<T> Load<T>(string folder, Func<System.Text.Json.JsonElement, FigureSources, T> read)
    {
        var files = new EmbeddedFiles(folder);
        return files.Names.Select(name => DataFile.Read(files.Read(name), name + ".json", read));
    }
}
