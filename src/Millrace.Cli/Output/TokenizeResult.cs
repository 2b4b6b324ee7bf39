using System.Text.Json.Serialization;

namespace Millrace.Cli;

/// <summary><c>millrace tokenize --json</c>.</summary>
/// <param name="Tokens">The ids of each line.</param>
/// <param name="Segments">Of a pair of texts, where the model knows segments; otherwise left out.</param>
internal sealed record TokenizeResult(
    IReadOnlyList<IReadOnlyList<int>> Tokens,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Segments = null);
