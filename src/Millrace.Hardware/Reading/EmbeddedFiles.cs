using System.Reflection;

namespace Millrace.Hardware;

/// <summary>The data files of one folder of the assembly.</summary>
internal sealed class EmbeddedFiles(string folder)
{
    private const string Extension = ".json";

    private static readonly Assembly Home = typeof(EmbeddedFiles).Assembly;

    /// <summary>Their names without the extension, in alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal) && n.EndsWith(Extension, StringComparison.Ordinal))
            .Select(n => n[folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The name as it is spelt here, or null if there is none like it.</summary>
    public string? Known(string name) => Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    public string Read(string name)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(folder + name + Extension)!);
        return reader.ReadToEnd();
    }
}
