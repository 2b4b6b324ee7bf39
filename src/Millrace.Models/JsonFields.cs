using System.Text.Json;

namespace Millrace.Models;

/// <summary>Typed access to the fields of a JSON object; what has the wrong type is reported with its file, its name and what stood
/// there.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _root;
    private readonly string _source;

    /// <param name="root">The object.</param>
    /// <param name="source">The file, or the file and the field, for messages.</param>
    public JsonFields(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new ModelException($"{source}: it is {ModelText.Excerpt(root.GetRawText())}, but it must be a JSON object.");
        (_root, _source) = (root, source);
    }

    public bool Has(string name) => _root.TryGetProperty(name, out _);

    /// <summary>The value, or null when it is absent or null.</summary>
    public JsonElement? Optional(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The value of a field that must be there and of that kind.</summary>
    public JsonElement Required(string name, JsonValueKind kind, string allowed)
    {
        if (!_root.TryGetProperty(name, out var value))
            throw new ModelException($"{_source}: {name} is missing, but it must be {allowed}.");
        return value.ValueKind == kind ? value : throw Wrong(name, value, allowed);
    }

    public int RequiredInteger(string name) => AsInteger(Required(name, JsonValueKind.Number, "an integer"), name, "an integer");

    public string RequiredText(string name) => Required(name, JsonValueKind.String, "a string").GetString()!;

    /// <summary>The fields of an object, checked to have each name once.</summary>
    public IEnumerable<JsonProperty> Entries(string what)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _root.EnumerateObject())
        {
            if (!names.Add(property.Name)) throw new ModelException($"{_source}: {what} \"{property.Name}\" occurs twice.");
            yield return property;
        }
    }

    /// <summary>The integer under one of its names, or the default when none is there; names that contradict each other are
    /// refused.</summary>
    public int Integer(int otherwise, params ReadOnlySpan<string> names)
    {
        int? found = null;
        var foundName = "";
        foreach (var name in names)
        {
            if (!_root.TryGetProperty(name, out var value)) continue;
            var number = AsInteger(value, name, "an integer");
            if (found is not null && found != number)
                throw new ModelException($"{_source}: {foundName} is {found} but {name} is {number}, though they mean the same.");
            (found, foundName) = (number, name);
        }
        return found ?? otherwise;
    }

    /// <summary>The integer, or null when it is absent or null.</summary>
    public int? OptionalInteger(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? AsInteger(value, name, "an integer or null")
            : null;

    public double Real(double otherwise, string name)
    {
        if (!_root.TryGetProperty(name, out var value)) return otherwise;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong(name, value, "a number");
    }

    public bool Flag(bool otherwise, string name)
    {
        if (!_root.TryGetProperty(name, out var value)) return otherwise;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, value, "true or false"),
        };
    }

    public string Text(string otherwise, string name)
    {
        if (!_root.TryGetProperty(name, out var value)) return otherwise;
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, value, "a string");
    }

    /// <summary>The string, or null when it is absent or null.</summary>
    public string? OptionalText(string name)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, value, "a string");
    }

    /// <summary>The strings of a list; empty when it is absent or null.</summary>
    public string[] Texts(string name)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
            throw Wrong(name, value, "a list of strings");
        return [.. value.EnumerateArray().Select(e => e.GetString()!)];
    }

    private int AsInteger(JsonElement value, string name, string allowed) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, value, allowed);

    private ModelException Wrong(string name, JsonElement value, string allowed) =>
        new($"{_source}: {name} is {ModelText.Excerpt(value.GetRawText())}, but it must be {allowed}.");
}
