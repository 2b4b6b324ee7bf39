using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>The documents that a device file quotes, and the figures taken from them.</summary>
internal sealed class FigureSources(string file)
{
    private const string Assumption = "assumption";

    private readonly Dictionary<string, string> _documents = new(StringComparer.Ordinal);
    private readonly List<DeviceFigure> _figures = [];

    public IReadOnlyList<DeviceFigure> Figures => _figures;

    public void ReadDocuments(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong("the file", root, "a JSON object");
        if (!root.TryGetProperty("sources", out var sources))
            throw Error("sources is missing, but it must be a JSON object of the documents that the figures come from");
        if (sources.ValueKind != JsonValueKind.Object) throw Wrong("sources", sources, "a JSON object");
        foreach (var entry in sources.EnumerateObject())
            _documents[entry.Name] = entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw Wrong($"sources.{entry.Name}", entry.Value, "a text");
    }

    public void Add(string path, double value, string source, bool verified)
    {
        if (source == Assumption && verified) throw Error($"{path} is an assumption, so its \"verified\" must be false");
        if (source != Assumption && !_documents.ContainsKey(source))
            throw Error($"{path}.source is \"{source}\", but it must be {Assumption} or one of sources: {string.Join(", ", _documents.Keys)}");
        _figures.Add(new DeviceFigure(path, value, source == Assumption ? Assumption : _documents[source], verified));
    }

    public HardwareException Wrong(string path, JsonElement given, string allowed)
    {
        var text = given.GetRawText().ReplaceLineEndings(" ");
        return Error($"{path} is {(text.Length <= 80 ? text : text[..77] + "...")}, but it must be {allowed}");
    }

    public HardwareException Error(string sentence) => new($"{file}: {sentence}.");
}
