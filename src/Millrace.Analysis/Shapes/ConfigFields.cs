using System.Text.Json;
using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>Sizes in a <c>config.json</c>, checked to be sizes; what is not is reported with the file, the field and what stood there.</summary>
internal sealed class ConfigFields(JsonElement root, string source)
{
    // Beyond any model there is; the parameters of 2^16 layers of such sizes are still counted within 64 bits.
    private const int Most = 1 << 20;
    private const int MostTokens = 1 << 28;

    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string Text(string name)
    {
        if (!root.TryGetProperty(name, out var value)) throw Error($"{name} is missing, but it must be a string");
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, value, "a string");
    }

    /// <summary>The size under the first of its names that is there.</summary>
    public int Size(params ReadOnlySpan<string> names) => First(Most, names);

    /// <summary>As <see cref="Size"/>, of a sequence's length, which may be larger.</summary>
    public int Tokens(params ReadOnlySpan<string> names) => First(MostTokens, names);

    /// <summary>As <see cref="Size"/>, or the default where it is absent or null.</summary>
    public int SizeOr(int otherwise, string name, int least = 1) => Has(name) ? AsSize(name, least, Most) : otherwise;

    public bool Flag(bool otherwise, string name)
    {
        if (!Has(name)) return otherwise;
        var value = root.GetProperty(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");
    }

    public ModelException Error(string sentence) => new($"{source}: {sentence}.");

    private int First(int most, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Has(name)) return AsSize(name, 1, most);
        throw Error($"{names[0]} is missing, but it must be {Allowed(1, most)}");
    }

    private int AsSize(string name, int least, int most)
    {
        var value = root.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size >= least && size <= most
            ? size
            : throw Wrong(name, value, Allowed(least, most));
    }

    private static string Allowed(int least, int most) => FormattableString.Invariant($"an integer from {least} to {most}");

    private ModelException Wrong(string name, JsonElement value, string allowed)
    {
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return Error($"{name} is {(text.Length <= 80 ? text : text[..77] + "...")}, but it must be {allowed}");
    }
}
