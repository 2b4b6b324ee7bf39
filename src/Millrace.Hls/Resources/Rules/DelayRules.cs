namespace Millrace.Hls;

/// <summary>Bits that wait some cycles for others in a pipeline: flip-flops for one or two, else shift registers in tables, 32 cycles a
/// table and bit (UltraScale+ SRLC32E; Yosys and Vivado both begin at three cycles).</summary>
internal static class DelayRules
{
    internal static ResourceUse Of(long bits, int cycles) => cycles switch
    {
        <= 0 => default,
        <= 2 => new(0, bits * cycles, 0, 0, 0),
        _ => new(bits * LogicRules.Ceiling(cycles, 32), 0, 0, 0, 0),
    };
}
