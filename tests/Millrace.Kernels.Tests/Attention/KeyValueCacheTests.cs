using Millrace.Hls;

namespace Millrace.Kernels.Tests;

public sealed class KeyValueCacheTests : KernelTests<KeyValueCacheParameters>
{
    private static readonly AttentionParameters Small = new(2, 4, 4, 4, 4, 8, 2, 3, 0, 0);

    [Fact]
    public void New_rows_go_to_their_place_and_nothing_else_is_touched()
    {
        var memory = Small.Memory("cache");
        var simulation = new RunSimulation(Design.Of(KeyValueCache.Define(Small.Shape, memory)));
        Array.Fill(simulation[memory].Bytes, (byte)99);
        simulation.Run(KernelRun.Arguments(("rows", 1), ("start", 5)), KernelRun.Elements(("x", [.. Enumerable.Range(1, 3 * 2 * 4).Select(v => (long)v)])));
        for (var word = 0; word < memory.Words; word++)
        {
            // Pass, head, position; position 5 alone is new.
            var first = word % 8 == 5 ? (word / 8 * 4) + 1 : 0;
            byte[] expected = first > 0 ? [(byte)first, (byte)(first + 1), (byte)(first + 2), (byte)(first + 3)] : [99, 99, 99, 99];
            Assert.Equal(expected, simulation[memory].Bytes[(word * 4)..((word + 1) * 4)]);
        }
    }

    // In time a new row is not loaded before its store is acknowledged; the old ones are on their way by then.
    [Theory]
    [InlineData(32)]
    [InlineData(200)]
    public void A_new_row_waits_for_its_acknowledgement(int writeLatency)
    {
        var p = Small with { Heads = 1, Passes = 1 };
        var memory = new OffChipMemory("cache", p.Shape.CacheWord, p.Shape.PassWords, new OffChipTiming(ReadLatency: 10, WriteLatency: writeLatency));
        var y = new TimingSimulation(Design.Of(KeyValueCache.Define(p.Shape, memory))).Run(KernelRun.Arguments(("rows", 1), ("start", 3))).Outputs["y"];
        Assert.Equal([11, 12, 13], y.Take(3));
        Assert.InRange(y[3], 10 + writeLatency + 4, 10 + writeLatency + 10);
    }

    [Fact]
    public void A_memory_that_is_too_small_is_refused() => Assert.Equal(
        "kernel 'key_value_cache': 'memory' is 47; at least 48 words are needed",
        Refusal.Of(() => KeyValueCache.Define(Small.Shape, new OffChipMemory("cache", Small.Shape.CacheWord, 47, new()))));

    [Fact]
    public void A_wrong_shape_is_refused() => Assert.Equal(
        "kernel 'attention': 'heads' is 0; at least 1 is needed",
        Refusal.Of(() => KeyValueCache.Define(Small.Shape with { Heads = 0 }, Small.Memory("cache"))));
}
