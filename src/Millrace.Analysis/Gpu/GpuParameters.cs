namespace Millrace.Analysis;

/// <summary>What a GPU loses against its peaks. The same for all GPUs: only an A100 has been measured.</summary>
/// <param name="LaunchSeconds">What the host needs to launch one kernel; 0 where kernels are replayed.</param>
/// <param name="DependencySeconds">From the end of one kernel's work to the beginning of the next one's.</param>
/// <param name="AttainableBandwidth">The part of the nominal bandwidth that a kernel reaches, above 0, at most 1.</param>
/// <param name="AttainablePeak">The part of the dense peak that a matrix multiplication reaches, above 0, at most 1.</param>
public sealed record GpuParameters(double LaunchSeconds, double DependencySeconds, double AttainableBandwidth, double AttainablePeak)
{
    /// <summary>
    /// As measured. Launch: 24 us, from 0.36 ms a layer of GPT-2 Medium under PyTorch on an A100 80 GB (arXiv 2312.15159), over the 15
    /// kernels of such a layer. Dependency and bandwidth: 5 us and 0.9, fitted to the decode rates of LLaMA2-7B with weights of 16 and 8
    /// bits that gpt-fast publishes for an A100 80 GB under CUDA graphs. Peak: 0.7, an assumption; no calibration point is bound by
    /// compute.
    /// </summary>
    public static GpuParameters Measured(GpuRuntime runtime) => new(
        LaunchSeconds: runtime is GpuRuntime.Eager ? 0.36e-3 / 15 : 0,
        DependencySeconds: 5e-6,
        AttainableBandwidth: 0.9,
        AttainablePeak: 0.7);
}
