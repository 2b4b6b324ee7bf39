using Millrace.Hls;

namespace Millrace.Kernels.Tests;

public sealed class GemvTests : KernelTests<GemvParameters>
{
    private static readonly GemvParameters Small = new(2, 48, 64, 4, 8, 4, 8, 8, 7, 1);

    // Of each channel: column tiles x (words of weights, and one of biases and multipliers).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_vector_more_costs_the_weights_of_a_channel(int channels) => Assert.Equal(
        64 / 4 / channels * (6 + 1),
        Cycles(Small with { Channels = channels, Passes = 9 }) - Cycles(Small with { Channels = channels, Passes = 8 }));

    [Fact]
    public void A_slow_memory_bounds_by_its_rate() => Assert.Equal(
        8 * 7 * 3, Cycles(Small with { Passes = 9 }, new(CyclesNumerator: 3)) - Cycles(Small with { Passes = 8 }, new(CyclesNumerator: 3)));

    [Fact]
    public void Channels_take_turns() => Assert.Equal(
        [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11],
        from channel in Enumerable.Range(0, 3)
        from n in Enumerable.Range(0, 4)
        select new GemvShape(Small.Shape.Channel with { OutputLanes = 2 }, 3).Output(channel, n));

    [Fact]
    public void A_vector_is_one_row() => Assert.Equal(
        "kernel 'gemv': 'rows' is 2; a vector is one row, in tiles of one",
        Refusal.Of(() => new GemvShape(Small.Shape.Channel with { Tiling = new(1, 2, 1) }, 2).Validate()));

    [Fact]
    public void At_least_a_channel_is_needed() => Assert.Equal(
        "kernel 'gemv': 'channels' is 0; at least 1 is needed", Refusal.Of(() => (Small.Shape with { Channels = 0 }).Validate()));

    [Fact]
    public void A_memory_a_channel_is_needed() => Assert.Equal(
        "kernel 'gemv': 'memories' is 1; one for each of the 2 channels is needed",
        Refusal.Of(() => Gemv.Define(Small.Shape, Small.Memories()[..1])));

    [Fact]
    public void A_wrong_engine_is_refused() => Assert.Equal(
        "kernel 'linear': 'input_lanes' is 4; a multiple of the 4 lanes and at least 8 is needed",
        Refusal.Of(() => Gemv.Define(Small.Shape with { Channel = Small.Shape.Channel with { InputLanes = 4 } }, Small.Memories())));

    [Fact]
    public void Outputs_that_channels_do_not_divide_are_refused() => Assert.Equal(
        "kernel 'gemv': 'outputs' is 15; a multiple of the 2 channels is needed",
        Refusal.Of(() => KernelCatalogue.Find("gemv").Build(new Dictionary<string, string> { ["outputs"] = "15" })));

    private static long Cycles(GemvParameters p, OffChipTiming? timing = null) => KernelRun.Cycles(Gemv.Define(p.Shape, p.Memories(timing)));
}
