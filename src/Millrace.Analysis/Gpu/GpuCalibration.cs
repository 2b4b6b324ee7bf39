namespace Millrace.Analysis;

/// <summary>Says of an estimate whether it lies among the measurements that the parameters come from.</summary>
internal static class GpuCalibration
{
    private const int MostPromptTokens = 256;
    private const string Device = "a100-80gb";

    /// <summary><c>calibrated: ...</c>, <c>extrapolated: ...</c> with all that was not measured, or <c>given parameters</c>.</summary>
    public static string Of(GpuRequest r)
    {
        if (r.Parameters != GpuParameters.Measured(r.Runtime)) return "given parameters";
        List<string> beyond = [];
        if (!r.Gpu.Name.StartsWith(Device, StringComparison.Ordinal)) beyond.Add($"GPU {r.Gpu.Name}");
        if (r.Batch != 1) beyond.Add($"batch {r.Batch}");
        var (model, precisions) = r.Runtime is GpuRuntime.Eager
            ? ("gpt2-medium", "W16A16 or W8A8")
            : ("llama2-7b", "W16A16, W8A16 or W4A16");
        if (!Matches(r.Shape, ModelCatalogue.Find(model))) beyond.Add($"model {r.Shape.Name}");
        var precision = $"W{r.WeightBits}A{r.ActivationBits}";
        if (!precisions.Contains(precision, StringComparison.Ordinal)) beyond.Add(precision);
        if (r.Runtime is GpuRuntime.Graph) beyond.Add("prefill");
        else if (r.PromptTokens > MostPromptTokens) beyond.Add($"prompt of {r.PromptTokens} tokens");
        var measured = r.Runtime is GpuRuntime.Eager
            ? $"A100 80 GB, {model}, batch 1, {precisions}, up to {MostPromptTokens} tokens, PyTorch"
            : $"A100 80 GB, {model}, batch 1, {precisions}, decode, CUDA graphs";
        return beyond.Count == 0 ? $"calibrated: {measured}" : $"extrapolated: {string.Join(", ", beyond)} (calibrated on {measured})";
    }

    private static bool Matches(TransformerShape a, TransformerShape b) => a with { Name = b.Name } == b;
}
