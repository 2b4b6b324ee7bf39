using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>A kind of kernel in one pass of the model over a GPU.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="Count">How often it is launched in the pass.</param>
/// <param name="Macs">Multiply-accumulates of one.</param>
/// <param name="Bytes">What one moves from and to memory.</param>
/// <param name="OperandBits">Bits of the wider operand of its multiplications.</param>
public sealed record GpuKernel(string Name, int Count, double Macs, double Bytes, int OperandBits)
{
    /// <summary>Time of one at the attainable bandwidth, seconds.</summary>
    public double BandwidthSeconds(GpuDevice gpu, GpuParameters p) => Bytes / (p.AttainableBandwidth * gpu.MemoryBytesPerSecond);

    /// <summary>
    /// Time of one at the attainable dense peak, seconds: that of INT8 where both operands have at most 8 bits and the GPU has one, else
    /// that of FP16. A multiply-accumulate is two operations.
    /// </summary>
    public double ComputeSeconds(GpuDevice gpu, GpuParameters p) =>
        2 * Macs / (p.AttainablePeak * (OperandBits <= 8 && gpu.DenseInt8OpPerSecond is { } int8 ? int8 : gpu.DenseFp16FlopPerSecond));
}
