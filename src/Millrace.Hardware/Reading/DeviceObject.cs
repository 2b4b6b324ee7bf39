using System.Globalization;
using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>
/// One object of a device file. Each field is taken once, by name; what is missing, wrong or left over is reported with the file and the
/// field's path.
/// </summary>
internal sealed class DeviceObject
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly FigureSources _sources;
    private readonly string _path;

    public DeviceObject(JsonElement json, string path, FigureSources sources)
    {
        (_path, _sources) = (path, sources);
        if (json.ValueKind != JsonValueKind.Object) throw sources.Wrong(path, json, "a JSON object");
        foreach (var field in json.EnumerateObject())
            if (!_fields.TryAdd(field.Name, field.Value)) throw sources.Error($"{At(field.Name)} occurs twice");
    }

    public bool Has(string name) => Optional(name) is not null;

    public string Text(string name)
    {
        var text = Required(name, "a text");
        if (text.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(text.GetString())) throw _sources.Wrong(At(name), text, "a text");
        return text.GetString()!;
    }

    /// <summary>As <see cref="Text"/>, or null where the file does not say.</summary>
    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public DeviceObject Object(string name) => new(Required(name, "a JSON object"), At(name), _sources);

    public List<DeviceObject> Objects(string name)
    {
        var list = Required(name, "a list");
        if (list.ValueKind != JsonValueKind.Array) throw _sources.Wrong(At(name), list, "a list");
        return [.. list.EnumerateArray().Select((json, i) => new DeviceObject(json, string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{i}]"), _sources))];
    }

    /// <summary>As <see cref="Objects"/>, or none where the file does not say.</summary>
    public List<DeviceObject> OptionalObjects(string name) => Has(name) ? Objects(name) : [];

    /// <summary>A whole number with its source.</summary>
    public long Count(string name, long least = 0, long most = 1L << 40)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}");
        return (long)Figure(name, allowed, json => json.TryGetInt64(out var v) && v >= least && v <= most);
    }

    /// <summary>As <see cref="Count"/>, or null where the file does not say.</summary>
    public long? OptionalCount(string name, long least = 0) => Has(name) ? Count(name, least) : null;

    /// <summary>A number above 0 with its source.</summary>
    public double Positive(string name) => Figure(name, "a number above 0", json => json.TryGetDouble(out var v) && v > 0 && v < 1e15);

    /// <summary>A number above 0 and at most <paramref name="most"/>, with its source.</summary>
    public double Positive(string name, double most) => Figure(
        name, string.Create(CultureInfo.InvariantCulture, $"a number above 0 and at most {most}"),
        json => json.TryGetDouble(out var v) && v > 0 && v <= most);

    /// <summary>As <see cref="Positive(string)"/>, or null where the file does not say.</summary>
    public double? OptionalPositive(string name) => Has(name) ? Positive(name) : null;

    /// <summary>A part of a whole with its source.</summary>
    public double Fraction(string name) =>
        Figure(name, "a number above 0 and at most 1", json => json.TryGetDouble(out var v) && v > 0 && v <= 1);

    /// <summary>Refuses fields that nobody asked for: a misspelt name would silently lose a figure.</summary>
    public void Finish()
    {
        foreach (var name in _fields.Keys)
            if (!_asked.Contains(name))
                throw _sources.Error($"{At(name)} is not a known field; allowed are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
    }

    private double Figure(string name, string allowed, Func<JsonElement, bool> good)
    {
        var figure = Object(name);
        var value = figure.Required("value", allowed);
        if (value.ValueKind != JsonValueKind.Number || !good(value)) throw _sources.Wrong(figure.At("value"), value, allowed);
        var verified = figure.Optional("verified") switch
        {
            null or { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { } other => throw _sources.Wrong(figure.At("verified"), other, "true or false"),
        };
        _sources.Add(At(name), value.GetDouble(), figure.Text("source"), verified);
        figure.Finish();
        return value.GetDouble();
    }

    private JsonElement Required(string name, string allowed) =>
        Optional(name) ?? throw _sources.Error($"{At(name)} is missing, but it must be {allowed}");

    private JsonElement? Optional(string name)
    {
        _asked.Add(name);
        return _fields.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>The path of a field, for messages.</summary>
    public string At(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
