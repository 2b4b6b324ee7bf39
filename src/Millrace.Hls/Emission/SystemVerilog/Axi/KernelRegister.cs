namespace Millrace.Hls;

/// <summary>What a register of a kernel is for.</summary>
public enum KernelRegisterRole
{
    /// <summary>A launch argument.</summary>
    Argument,

    /// <summary>Where an off-chip memory begins: a multiple of 4,096.</summary>
    Base,

    /// <summary>Something that the host reads: cycles of the clock, cycles of the network, faults of the buses.</summary>
    Status,
}

/// <summary>A register of a kernel: 64 bits, the low word first.</summary>
/// <param name="Name">Name of the launch argument, of the memory, or of what is read.</param>
/// <param name="Offset">Where it is behind the beginning of the kernel's registers, in bytes.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Bits">How many of its bits mean something.</param>
public sealed record KernelRegister(string Name, int Offset, KernelRegisterRole Role, int Bits);
