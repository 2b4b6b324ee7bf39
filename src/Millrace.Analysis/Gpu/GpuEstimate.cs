namespace Millrace.Analysis;

/// <summary>What a GPU needs for a model, by a dense-peak roofline of each kernel with launch and dependency times.</summary>
public sealed record GpuEstimate
{
    /// <summary>What was asked, with all that it left open filled in.</summary>
    public required GpuRequest Request { get; init; }

    /// <summary>All prompts of the batch; it ends with the first generated token of each.</summary>
    public required GpuPass Prefill { get; init; }

    /// <summary>One more token of each sequence after <see cref="GpuRequest.TokensBefore"/> others; null of an encoder.</summary>
    public required GpuPass? Decode { get; init; }

    /// <summary>All decoded tokens but the first, each at its own position, milliseconds.</summary>
    public required double GenerationMilliseconds { get; init; }

    /// <summary>From the prompts to the last generated token, milliseconds.</summary>
    public double TotalMilliseconds => Prefill.Milliseconds + GenerationMilliseconds;

    /// <summary>Model and cache in the GPU's memory.</summary>
    public required Constraint Memory { get; init; }

    /// <summary>Why they do not fit, or null.</summary>
    public required string? MemoryMessage { get; init; }

    /// <summary>Whether the estimate lies among measurements, or what it extrapolates to.</summary>
    public required string Calibration { get; init; }
}
