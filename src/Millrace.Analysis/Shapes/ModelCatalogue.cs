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
    public static TransformerShape Find(string nameOrPath)
    {
        if (Names.FirstOrDefault(n => string.Equals(n, nameOrPath, StringComparison.OrdinalIgnoreCase)) is { } known) return Read(known).Shape;
        if (Directory.Exists(nameOrPath)) return TransformerShape.Load(Path.Combine(nameOrPath, "config.json"));
        if (nameOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return TransformerShape.Load(nameOrPath);
        throw new ModelException(
            $"there is no model \"{nameOrPath}\"; the nearest names are {string.Join(", ", NearestNames.To(nameOrPath, Names))}, "
            + "and a folder with a config.json can be given too.");
    }

    private static KnownModel Read(string name)
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(Folder + name + Extension)!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        return new KnownModel(
            root.GetProperty("title").GetString()!,
            TransformerConfigReader.Read(root.GetProperty("config"), name + Extension, name),
            root.GetProperty("parameters").GetInt64(),
            root.GetProperty("source").GetString()!);
    }
}
