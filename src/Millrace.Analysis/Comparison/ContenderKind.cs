using System.Text.Json.Serialization;

namespace Millrace.Analysis;

/// <summary>What a contender is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContenderKind>))]
public enum ContenderKind
{
    /// <summary>The best case of a board by the refined model, not a design.</summary>
    [JsonStringEnumMemberName("best_case")]
    BestCase,

    /// <summary>A concrete spatial design that was given.</summary>
    [JsonStringEnumMemberName("design")]
    Design,

    /// <summary>A temporal overlay on a board, one shared engine.</summary>
    [JsonStringEnumMemberName("overlay")]
    Overlay,

    /// <summary>A GPU.</summary>
    [JsonStringEnumMemberName("gpu")]
    Gpu,
}
