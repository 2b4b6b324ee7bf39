using System.Text.Json.Nodes;

namespace Millrace.Models.Tests.Bert;

/// <summary>Files that others' programs wrote; the script of each stands beside it.</summary>
internal static class Golden
{
    public static JsonArray Read(string name)
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!.AsArray();
    }

    public static int[] Integers(JsonNode? list) => [.. list!.AsArray().Select(v => v!.GetValue<int>())];
}
