using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>Makes the memories of an accelerator from channels of a device's off-chip memory: latency and words a second in cycles of the
/// accelerator's clock.</summary>
/// <param name="device">The device.</param>
/// <param name="clockMegahertz">The accelerator's clock.</param>
internal sealed class DeviceMemories(FpgaDevice device, double clockMegahertz)
{
    private readonly double clock = clockMegahertz * 1e6;

    /// <summary>The weights of all passes of a linear engine.</summary>
    internal OffChipMemory Weights(string name, LinearShape shape, EnginePoint engine) =>
        Make(name, shape.MemoryWord, shape.Tiling.Passes.Maximum * shape.PassWords, engine.Channels);

    /// <summary>A memory of some channels.</summary>
    /// <exception cref="DesignPointException">It is too large to be simulated.</exception>
    internal OffChipMemory Make(string name, VectorType word, long words, int channels)
    {
        if (words * (word.Bits / 8) > Array.MaxLength)
        {
            throw new DesignPointException(
                $"memory '{name}' of this model holds {words * (word.Bits / 8)} bytes; "
                + $"at most {Array.MaxLength} of one memory can be simulated.");
        }

        var memory = device.OffChip;
        return new OffChipMemory(name, word, words, OffChipTiming.FromBandwidth(
            word.Bits / 8, channels * memory.AttainableBytesPerSecondPerChannel, (long)Math.Round(clock),
            Cycles(memory.ReadLatencyNanoseconds), Cycles(memory.WriteLatencyNanoseconds)));
    }

    private int Cycles(double nanoseconds) => Math.Max(1, (int)Math.Ceiling(nanoseconds * clock * 1e-9));
}
