using System.Text.Json;
using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>The models that Millrace knows by name: one data file each in the assembly; others come from their folders.</summary>
public static class ModelCatalogue
{
    private const string Folder = "models/";
    private const string Extension = ".json";

    /// <summary>The names of all models, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ModelCatalogue).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All models, in alphabetical order.</summary>
    public static IReadOnlyList<KnownModel> All => [.. Names.Select(Read)];

    /// <summary>The shape of a model: of the catalogue, or of a folder in Hugging Face's layout, or of a <c>config.json</c>.</summary>
    /// <param name="nameOrPath">A name, whatever its case, or a path.</param>
    /// <exception cref="ModelException">There is no such model, or its configuration is wrong.</exception>
    public static TransformerShape Find(string nameOrPath) =>
        Known(nameOrPath) is { } known ? Read(known).Shape : TransformerShape.Load(ConfigPath(nameOrPath));

    /// <summary>The text of a model's <c>config.json</c>, and what to call it in messages.</summary>
    /// <param name="nameOrPath">As <see cref="Find"/> takes it.</param>
    /// <exception cref="ModelException">There is no such model, or its configuration cannot be read.</exception>
    public static (string Json, string Source) Configuration(string nameOrPath)
    {
        if (Known(nameOrPath) is not { } known)
        {
            var path = ConfigPath(nameOrPath);
            return (TransformerConfigReader.ReadText(path), path);
        }

        using var document = Open(known);
        return (document.RootElement.GetProperty("config").GetRawText(), known);
    }

    private static string? Known(string name) => Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    private static string ConfigPath(string path)
    {
        if (Directory.Exists(path)) return Path.Combine(path, "config.json");
        if (path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return path;
        throw new ModelException(
            $"there is no model \"{path}\"; the nearest names are {string.Join(", ", NearestNames.To(path, Names))}, "
            + "and a folder with a config.json can be given too.");
    }

    private static JsonDocument Open(string name)
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(Folder + name + Extension)!;
        return JsonDocument.Parse(stream);
    }

    private static KnownModel Read(string name)
    {
        using var document = Open(name);
        var root = document.RootElement;
        return new KnownModel(
            root.GetProperty("title").GetString()!,
            TransformerConfigReader.Read(root.GetProperty("config"), name + Extension, name),
            root.GetProperty("parameters").GetInt64(),
            root.GetProperty("source").GetString()!);
    }
}
