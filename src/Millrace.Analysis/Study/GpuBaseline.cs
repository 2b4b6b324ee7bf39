using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>The GPUs that the boards are compared with: FP16, batch 1.</summary>
public static class GpuBaseline
{
    /// <summary>All lengths that the models' contexts hold.</summary>
    public static IReadOnlyList<GpuRow> Compute() =>
    [
        .. from shape in StudySettings.Models
           from phase in StudySettings.Phases(shape)
           from tokens in StudySettings.Lengths
           where StudySettings.Holds(shape, phase, tokens)
           from gpu in StudySettings.Gpus
           select Row(shape, phase, gpu, tokens),
    ];

    private static GpuRow Row(TransformerShape shape, StudyPhase phase, GpuDevice gpu, int tokens)
    {
        var (eager, graph) = (Estimate(GpuRuntime.Eager), Estimate(GpuRuntime.Graph));
        return new GpuRow(shape.Name, phase, gpu.Name, tokens, Milliseconds(eager), Milliseconds(graph), eager.Memory.Satisfied);

        GpuEstimate Estimate(GpuRuntime runtime) => GpuEstimator.Estimate(new GpuRequest
        {
            Shape = shape,
            Gpu = gpu,
            PromptTokens = tokens,
            GeneratedTokens = 0,
            Runtime = runtime,
        });

        double Milliseconds(GpuEstimate e) => (phase is StudyPhase.Prefill ? e.Prefill : e.Decode!).Milliseconds;
    }
}

/// <summary>A model on a GPU.</summary>
/// <param name="Model">The model.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Gpu">The GPU.</param>
/// <param name="Tokens">l, the prompt, or what comes before the decoded token.</param>
/// <param name="Milliseconds">Under PyTorch, embedding and head included.</param>
/// <param name="GraphMilliseconds">Under CUDA graphs, which wait for no launch.</param>
/// <param name="Fits">Whether the model lies in the GPU's memory; if not, the times are only what the model says.</param>
public sealed record GpuRow(
    string Model, StudyPhase Phase, string Gpu, int Tokens, double Milliseconds, double GraphMilliseconds, bool Fits);
