namespace Millrace.Hls.Tests;

/// <summary>Which memory holds what, and how many of it, by hand.</summary>
public class MemoryMappingTests
{
    [Theory]
    [InlineData(14, 32, MemoryKind.LutRam, 8)] // One RAM32M16.
    [InlineData(15, 32, MemoryKind.LutRam, 16)]
    [InlineData(64, 64, MemoryKind.LutRam, 80)] // Yosys: 10 RAM64M8.
    [InlineData(16, 256, MemoryKind.LutRam, 112)] // 4 banks of 3 RAM64M8, and a table of four inputs a bit.
    [InlineData(36, 512, MemoryKind.BlockRam, 1)]
    [InlineData(37, 512, MemoryKind.BlockRam, 2)]
    [InlineData(192, 512, MemoryKind.BlockRam, 6)] // Yosys: 3 RAMB36E2.
    [InlineData(18, 1024, MemoryKind.BlockRam, 1)]
    [InlineData(72, 1024, MemoryKind.BlockRam, 4)]
    [InlineData(16, 4096, MemoryKind.BlockRam, 4)] // Four of 4 bits; Yosys: 2 RAMB36E2.
    [InlineData(9, 2049, MemoryKind.BlockRam, 2)]
    [InlineData(1, 16384, MemoryKind.BlockRam, 1)]
    [InlineData(1, 16385, MemoryKind.BlockRam, 2)]
    [InlineData(35, 4096, MemoryKind.BlockRam, 8)] // Too narrow for UltraRAM: 2 x 4 of 18 bits, or 4 x 2 of 9, or 9 of 4.
    [InlineData(36, 1025, MemoryKind.UltraRam, 1)]
    [InlineData(72, 4096, MemoryKind.UltraRam, 1)]
    [InlineData(73, 4096, MemoryKind.UltraRam, 2)]
    [InlineData(1024, 4097, MemoryKind.UltraRam, 30)] // 15 across, 2 deep.
    public void AMemoryIsMapped(int width, int depth, MemoryKind kind, long count) =>
        Assert.Equal(new MemoryMapping(kind, count), MemoryMapping.Of(width, depth));

    [Fact]
    public void ContentsKeepAMemoryOutOfUltraRam() =>
        Assert.Equal(new MemoryMapping(MemoryKind.BlockRam, 8), MemoryMapping.Of(72, 2048, hasContents: true));

    [Fact]
    public void EveryWordHasItsBits()
    {
        for (var width = 1; width < 200; width += 7)
        {
            for (var depth = 1; depth < 9000; depth = (depth * 3) + 1)
            {
                var (kind, count) = MemoryMapping.Of(width, depth);
                long bits = kind switch { MemoryKind.UltraRam => 294912, MemoryKind.BlockRam => 18432, _ => 64 };
                Assert.True(count * bits >= (long)width * depth, $"{width} x {depth} in {count} {kind}");
            }
        }
    }

    [Theory]
    [InlineData(64, 1, 64, 64, 0, 0)] // A register, and the choice between it and what comes.
    [InlineData(64, 32, 40 + 64, 0, 0, 0)] // Tables.
    [InlineData(64, 33, 80 + 64, 0, 0, 0)]
    [InlineData(64, 65, 64, 64, 2, 0)] // Block RAM: a register of what came last.
    [InlineData(64, 2000, 64, 64, 0, 1)]
    public void AFifoIsMapped(int width, int depth, long lut, long flipFlop, long bram, long uram) =>
        Assert.Equal(new ResourceUse(lut, flipFlop, 0, bram, uram), MemoryRules.Fifo(width, depth));

    [Fact]
    public void ABlockRamServesTwoLookups()
    {
        Assert.Equal(new ResourceUse(0, 3 * 16, 0, 8, 0), MemoryRules.Lookup(16, 4096, 3));
        Assert.Equal(new ResourceUse(3 * 9 * 4, 3 * 2 * 9, 0, 0, 0), MemoryRules.Lookup(9, 256, 3));
    }
}
