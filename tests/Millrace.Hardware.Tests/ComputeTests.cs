namespace Millrace.Hardware.Tests;

/// <summary>What devices multiply in a cycle, and what their memories' ports carry.</summary>
public sealed class ComputeTests
{
    [Theory]
    [InlineData("DSP48E2", 8, 8, 2)]
    [InlineData("DSP48E2", 4, 8, 2)]
    [InlineData("DSP48E2", 4, 4, 4)]
    [InlineData("DSP48E2", 16, 8, 1)]
    [InlineData("DSP48E2", 2, 16, 1)]
    [InlineData("DSP48E2", 17, 8, 0)]
    [InlineData("DSP48E1", 8, 8, 1)]
    [InlineData("DSP48E1", 4, 8, 2)]
    [InlineData("DSP58", 8, 8, 3)]
    [InlineData("Agilex DSP", 8, 8, 4)]
    [InlineData("Agilex DSP", 9, 8, 2)]
    public void A_slice_packs_products_by_the_widths_of_their_operands(string kind, int weightBits, int activationBits, int macs) =>
        Assert.Equal(macs, KindCatalogue.FindDsp(kind)!.Rates.MacsPerCycle(weightBits, activationBits));

    [Theory]
    [InlineData("u280", 8, 250, 18_048)] // 9,024 slices, 2 products each
    [InlineData("u280", 8, 300, 18_048)] // their clock is the design's
    [InlineData("vck5000", 8, 250, 204_800)] // 400 engines x 128 x 1000 / 250
    [InlineData("vck5000", 8, 200, 256_000)]
    [InlineData("stratix10-nx", 8, 300, 237_600)] // 3,960 blocks x 30 x 600 / 300
    [InlineData("agilex7-agm039", 8, 250, 49_200)]
    [InlineData("u280", 32, 250, 0)]
    public void A_device_multiplies_with_its_hard_blocks_or_else_its_slices(string device, int bits, double megahertz, double macs) =>
        Assert.Equal(macs, DeviceCatalogue.Find(device).MacsPerCycle(bits, bits, megahertz));

    [Theory]
    [InlineData("BRAM36", 1, 1)]
    [InlineData("BRAM36", 4, 4)]
    [InlineData("BRAM36", 5, 9)]
    [InlineData("BRAM36", 37, 72)]
    [InlineData("BRAM36", 73, 144)]
    [InlineData("URAM", 4, 72)]
    [InlineData("M20K", 5, 5)]
    [InlineData("M20K", 41, 80)]
    public void A_word_takes_the_narrowest_port_that_holds_it(string kind, int bits, int width) =>
        Assert.Equal(width, KindCatalogue.FindBlockMemory(kind)!.WordWidthBits(bits));

    [Fact]
    public void On_chip_memory_is_that_of_all_its_blocks()
    {
        var u280 = DeviceCatalogue.Find("u280");
        Assert.Equal([("BRAM36", 2016L), ("URAM", 960L)], u280.BlockMemories.Select(m => (m.Kind.Name, m.Count)));
        Assert.Equal((2016L * 36_864) + (960L * 294_912), u280.OnChipBits);
        Assert.Equal(["M20K", "eSRAM channel"], DeviceCatalogue.Find("stratix10-nx").BlockMemories.Select(m => m.Kind.Name));
        Assert.Null(DeviceCatalogue.Find("stratix10-nx").DspKind);
    }

    [Fact]
    public void Every_figure_of_a_kind_has_a_source()
    {
        Assert.All(KindCatalogue.DspKinds, k => Assert.NotEmpty(k.Figures));
        Assert.All(KindCatalogue.BlockMemoryKinds, k => Assert.NotEmpty(k.Figures));
    }
}
