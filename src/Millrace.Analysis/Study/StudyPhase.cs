using System.Text.Json.Serialization;

namespace Millrace.Analysis;

/// <summary>The two phases of generation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StudyPhase>))]
public enum StudyPhase
{
    /// <summary>All tokens of the prompt at once: equation (8).</summary>
    [JsonStringEnumMemberName("prefill")]
    Prefill,

    /// <summary>One token after the others: equation (9).</summary>
    [JsonStringEnumMemberName("decode")]
    Decode,
}
