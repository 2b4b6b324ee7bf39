using System.Globalization;
using System.Text.Json;

namespace Millrace.Analysis;

/// <summary>The accelerators that estimates are compared with: a data file for each model in the assembly.</summary>
public static class PublishedDesigns
{
    private const string Folder = "published/";

    /// <summary>All, in the order of their files.</summary>
    public static IReadOnlyList<PublishedDesign> All { get; } =
    [
        .. typeof(PublishedDesigns).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(Read),
    ];

    private static IReadOnlyList<PublishedDesign> Read(string resource)
    {
        using var stream = typeof(PublishedDesigns).Assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var (model, batch) = (root.GetProperty("model").GetString()!, root.GetProperty("batch").GetInt32());
        return [.. root.GetProperty("designs").EnumerateArray().Select(d => Design(d, model, batch))];
    }

    private static PublishedDesign Design(JsonElement d, string model, int batch) => new()
    {
        System = d.GetProperty("system").GetString()!,
        Model = model,
        Batch = batch,
        Device = d.GetProperty("device").GetString()!,
        Devices = d.TryGetProperty("devices", out var devices) ? devices.GetInt32() : 1,
        Precision = d.GetProperty("precision").GetString()!,
        ClockMegahertz = d.TryGetProperty("clock_mhz", out var clock) ? Range(clock) : null,
        Prefill = d.TryGetProperty("prefill_ms", out var prefill)
            ? [.. prefill.EnumerateObject().Select(Prefill)]
            : [],
        Dsp = d.TryGetProperty("dsp", out var dsp) ? dsp.GetInt32() : null,
        DecodeMilliseconds = d.TryGetProperty("decode_ms_per_token", out var decode) ? Range(decode) : null,
        Simulated = d.TryGetProperty("simulated", out var simulated) && simulated.GetBoolean(),
        Source = d.GetProperty("source").GetString()!,
    };

    private static PublishedPrefill Prefill(JsonProperty p) => new(int.Parse(p.Name, CultureInfo.InvariantCulture), Range(p.Value));

    private static PublishedRange Range(JsonElement e) => e.ValueKind == JsonValueKind.Array
        ? new PublishedRange(e[0].GetDouble(), e[1].GetDouble())
        : new PublishedRange(e.GetDouble(), e.GetDouble());
}
