namespace Millrace.Hardware.Tests;

public sealed class DeviceCatalogueTests
{
    public static TheoryData<string> Boards => [.. DeviceCatalogue.Names];

    [Fact]
    public void Knows_the_boards() => Assert.Equal(
        [
            "agilex7-agm039", "kv260", "pynq-z2", "stratix10-nx", "u200", "u250", "u280", "u50", "u55c", "v80", "vck5000", "vhk158", "vpk180",
            "zcu102", "zcu104", "zcu111",
        ],
        DeviceCatalogue.Names);

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_board_is_whole_and_every_figure_has_a_source(string name)
    {
        var device = DeviceCatalogue.Find(name);
        Assert.Equal(name, device.Name);
        Assert.True(device.Figures.Count > 25);
        Assert.All(device.Figures, f => Assert.False(string.IsNullOrWhiteSpace(f.Source)));
        Assert.Contains(device.Figures, f => f is { Path: "clock_mhz", Source: "assumption", Verified: false });
        Assert.True(default(ResourceVector).FitsIn(device.Shell));
        Assert.True(device.Shell.FitsIn(device.Total));
        Assert.True(default(ResourceVector).FitsIn(device.Routable));
        Assert.True(device.Routable.FitsIn(device.Total - device.Shell));
        Assert.All(device.Memories, m => Assert.InRange(m.UsableChannels, 1, m.Channels));
        Assert.InRange(device.OffChip.ReadLatencyNanoseconds, 50, 300);
        Assert.True(device.MacsPerCycle(8, 8, device.DefaultClockMegahertz) > 0);
        Assert.True(device.OnChipBits > 0);
    }

    [Fact]
    public void Finds_a_board_whatever_the_case_of_its_name() => Assert.Equal("u280", DeviceCatalogue.Find("U280").Name);

    [Fact]
    public void The_U280_has_the_figures_that_designs_are_made_with()
    {
        var u280 = DeviceCatalogue.Find("u280");
        Assert.Equal(300, u280.DefaultClockMegahertz);
        Assert.Equal("HBM2", u280.OffChip.Name);
        Assert.Equal((32, 28, 256), (u280.OffChip.Channels, u280.OffChip.UsableChannels, u280.OffChip.ChannelWidthBits));
        Assert.Equal(13_225_000_000, u280.OffChip.AttainableBytesPerSecondPerChannel);
        Assert.Equal(460_000_000_000, u280.OffChip.NominalBytesPerSecond);
        Assert.Equal(8L << 30, u280.OffChip.CapacityBytes);
        Assert.Equal(2016, u280.Total.Bram36);
        Assert.Equal(new ResourceVector(804_947, 1_167_594, 7_215, 2_834, 768), u280.Routable);
        Assert.Equal(3, u280.Regions.Count);
    }

    [Fact]
    public void A_shell_that_is_not_stated_is_what_the_regions_lack()
    {
        var u250 = DeviceCatalogue.Find("u250");
        Assert.Equal(u250.Total, u250.Shell + (4 * u250.Regions[0].Dynamic));
        Assert.Equal(new ResourceVector(228_000, 456_000, 768, 768, 0), u250.Shell);
    }

    [Theory]
    [InlineData("u281", "u280, u200, u250")]
    [InlineData("U55", "u55c, u50, u250")]
    public void An_unknown_name_is_answered_with_the_nearest_ones(string name, string nearest) => Assert.Equal(
        $"there is no device \"{name}\"; the nearest names are {nearest}, and a device file (.json) can be given too.",
        Assert.Throws<HardwareException>(() => DeviceCatalogue.Find(name)).Message);

    [Fact]
    public void A_device_file_that_is_not_there_is_named() => Assert.Equal(
        "no/such/board.json: there is no such file.",
        Assert.Throws<HardwareException>(() => DeviceCatalogue.Find("no/such/board.json")).Message);
}
