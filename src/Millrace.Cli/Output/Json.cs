using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>Prints results as JSON: names in snake_case, characters as they are, numbers in full.</summary>
[JsonSerializable(typeof(CosimResult))]
[JsonSerializable(typeof(SynthResult))]
[JsonSerializable(typeof(EmitResult))]
[JsonSerializable(typeof(KernelsResult))]
[JsonSerializable(typeof(KernelResult))]
[JsonSerializable(typeof(GenerateResult))]
[JsonSerializable(typeof(ClassifyResult))]
[JsonSerializable(typeof(ClassifyFileResult))]
[JsonSerializable(typeof(FillMaskResult))]
[JsonSerializable(typeof(EncodeResult))]
[JsonSerializable(typeof(LogitsResult))]
[JsonSerializable(typeof(TokenizeResult))]
[JsonSerializable(typeof(EvaluateResult))]
[JsonSerializable(typeof(EvaluateLabelsResult))]
[JsonSerializable(typeof(EstimateResult))]
[JsonSerializable(typeof(DesignEstimateResult))]
#if EXPLORATION
[JsonSerializable(typeof(ExploreResult))]
#endif
[JsonSerializable(typeof(DevicesResult))]
[JsonSerializable(typeof(ModelsResult))]
[JsonSerializable(typeof(RandomCheckpointResult))]
[JsonSerializable(typeof(PaperStudy))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(TimeResult))]
[JsonSerializable(typeof(ValidateResult))]
internal sealed partial class Json : JsonSerializerContext
{
    public static void Print<T>(Terminal terminal, T result)
    {
        var json = new Json(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        terminal.Out.WriteLine(JsonSerializer.Serialize(result, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T))!));
    }
}
