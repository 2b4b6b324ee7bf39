using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Exploration.Tests;

public sealed class PlacerTests
{
    private static readonly FpgaDevice Device = DeviceCatalogue.Find("u280");

    [Fact]
    public void Regions_keep_their_ceilings_and_channels_are_taken_once()
    {
        var found = Explorer.Run(Samples.Request("gpt2", "u280")).Best!;
        var placement = found.Point.Placement!;
        var resources = DesignResources.Of(found.Point, Device);
        Assert.All(resources.RegionConstraints(Device, placement), c => Assert.True(c.Satisfied, c.Name));
        Assert.Equal(found.Point.Channels, placement.Channels.Values.Sum(r => r.Count));
        found.Point.Validate(Device);
    }

    [Fact]
    public void The_same_point_is_placed_the_same()
    {
        var point = DesignPoint.For(new Gpt2Config { Width = 128, Layers = 4, Heads = 4, ContextLength = 256, VocabularySize = 1024 }, Device);
        var (one, two) = (Placer.Place(point, Device)!, Placer.Place(point, Device)!);
        Assert.Equal(one.Regions, two.Regions);
        Assert.Equal(one.Channels, two.Channels);
        // What fits into two of the three regions is not spread over all.
        Assert.Equal(2, one.Regions.Values.Distinct().Count());
    }

    [Fact]
    public void What_no_region_holds_is_not_placed()
    {
        var narrow = Device with { Regions = [.. Device.Regions.Select(r => r with { Dynamic = new(1000, 1000, 10, 10, 10) })] };
        var point = DesignPoint.For(new Gpt2Config { Width = 128, Layers = 4, Heads = 4, ContextLength = 256, VocabularySize = 1024 }, Device);
        Assert.Null(Placer.Place(point, narrow));
    }

    [Theory]
    [InlineData("attention", "SLR0", 0, 1, "design point: 'placement.regions.attention' is no operator of 1 layers on chip; operators are "
        + "attention_input, attention_scores, attention_values, attention_output, norms, activation, mlp_input, mlp_output, residual, head, "
        + "other, and of one layer layer_0.attention_input and so on.")]
    [InlineData("head", "SLR9", 0, 1, "design point: 'placement.regions.head' is SLR9; u280 has SLR0, SLR1, SLR2.")]
    [InlineData("head", "SLR0", 30, 3, "design point: 'placement.channels.head' is 3 from 30; u280 has channels 0 to 31.")]
    [InlineData("head", "SLR0", 4, 2, "design point: 'placement.channels.other' takes channel 5; head has it already.")]
    public void A_placement_that_cannot_be_is_refused(string name, string region, int first, int count, string sentence)
    {
        var point = DesignPoint.For(new Gpt2Config { Width = 128, Layers = 4, Heads = 4, ContextLength = 256, VocabularySize = 1024 }, Device) with
        {
            Placement = new(
                new Dictionary<string, string> { [name] = region },
                new Dictionary<string, ChannelRange> { ["head"] = new(first, count), ["other"] = new(5, 1) }),
        };
        Assert.Equal(sentence, Assert.Throws<DesignPointException>(() => point.Validate(Device)).Message);
    }
}
