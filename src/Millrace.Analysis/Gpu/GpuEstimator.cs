namespace Millrace.Analysis;

/// <summary>Estimates models on GPUs.</summary>
public static class GpuEstimator
{
    /// <summary>Prefill, one decoded token, and prompt to last token.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static GpuEstimate Estimate(GpuRequest request)
    {
        var r = GpuRequestChecks.Checked(request);
        var generation = 0.0;
        for (var i = 0; i < r.GeneratedTokens - 1; i++) generation += Decode(r, r.PromptTokens + i).Milliseconds;
        return new GpuEstimate
        {
            Request = r,
            Prefill = GpuPass.Of(GpuKernels.Prefill(r), r.Gpu, r.Parameters!),
            Decode = r.Shape.IsEncoder ? null : Decode(r, r.TokensBefore!.Value),
            GenerationMilliseconds = generation,
            Memory = GpuMemory.Constraint(r),
            MemoryMessage = GpuMemory.Message(r),
            Calibration = GpuCalibration.Of(r),
        };
    }

    private static GpuPass Decode(GpuRequest checkedRequest, int tokensBefore) =>
        GpuPass.Of(GpuKernels.Decode(checkedRequest, tokensBefore), checkedRequest.Gpu, checkedRequest.Parameters!);
}
