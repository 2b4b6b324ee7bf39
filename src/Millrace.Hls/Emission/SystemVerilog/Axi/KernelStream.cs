namespace Millrace.Hls;

/// <summary>An AXI4-Stream of a kernel. An element takes the low bits of <c>tdata</c>, lane 0 lowest.</summary>
/// <param name="Name">Its ports begin with this: <c>x_tdata</c>.</param>
/// <param name="Channel">The input or output of the network.</param>
/// <param name="IsInput">Whether the kernel reads it. Of what it writes, <c>tlast</c> marks the last element of a launch; of what it reads,
/// there is none: trip counts say how much is read.</param>
/// <param name="Bytes">Bytes of <c>tdata</c>.</param>
public sealed record KernelStream(string Name, Channel Channel, bool IsInput, int Bytes);
