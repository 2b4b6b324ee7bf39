namespace Millrace.Analysis.Tests;

/// <summary>One engine of the refined form, by hand.</summary>
public sealed class RefinedEngineTests
{
    // 4 column tiles of 10 weight words and 1 of scales; 2 words leave for each row; 8 inputs a cycle.
    private static readonly RefinedEngine Engine = new(4, 10, 1, 2, 1, 1000, 3);

    [Fact]
    public void Words_and_cycles()
    {
        Assert.Equal(40, Engine.ArrayCycles(1));
        Assert.Equal(64, Engine.ArrayCycles(8)); // 8 rows x 2 words > 10
        Assert.Equal(44, Engine.MemoryWords);
        Assert.Equal(132, (Engine with { CyclesPerWord = 3 }).MemoryCycles);
    }

    [Fact]
    public void The_array_binds()
    {
        // Array 100 to 140, pipeline 6 + 3, second of two words 1 later, requantization 10.
        var state = Take(Engine, 100, 1);
        Assert.Equal(160, state.Left);
        // The next tile waits for the array, not for the first tile's words.
        Take(ref state, Engine, 100, 1);
        Assert.Equal((200, 140), (state.Left, state.Released));
    }

    [Fact]
    public void Requantization_binds()
    {
        // The first column tile's sums come at 100 + 10 - 1 + 9 = 118, then 4 x 8 x 2 words, each 10 cycles on its way.
        var state = Take(Engine, 100, 8);
        Assert.Equal(118 + 64 + 10, state.Left);
        Take(ref state, Engine, 100, 8);
        Assert.Equal(118 + 128 + 10, state.Left);
    }

    [Fact]
    public void Memory_binds()
    {
        // 10 weights, with their scales 11 words, wait: 33 words of 3 cycles after the start; scales 3 cycles before the rate allows
        // the next word, 20 + 1 for their way; weights 3 before them, the array 1 later, then as above.
        var slow = Engine with { CyclesPerWord = 3, StockWords = 10 };
        var state = Take(slow, 100, 1);
        Assert.Equal(100 + 99 - 3 + 21 - 3 + 1 + 9 + 1 + 10, state.Left);
        // Behind it 44 words more, whatever waits.
        Take(ref state, slow, 100, 1);
        Assert.Equal(235 + 132, state.Left);
    }

    [Fact]
    public void Prefetched_words_are_saved_up_while_the_engine_waits()
    {
        var slow = Engine with { CyclesPerWord = 3, StockWords = 40 };
        Assert.Equal(1060, Take(slow, 1000, 1).Left); // all 44 words are there
        // 22 words are: 22 more, and their way as above.
        Assert.Equal(1000 + 66 - 3 + 21 - 3 + 1 + 9 + 1 + 10, Take(slow with { StockWords = 20 }, 1000, 1).Left);
    }

    [Fact]
    public void What_follows_has_no_room()
    {
        // All 4 column tiles' sums can wait; their 8 words go when there is room.
        var state = default(EngineState);
        state.Take(Engine, 100, 1, 20, room: 500);
        Assert.Equal(508, state.Left);
    }

    private static EngineState Take(RefinedEngine engine, double ready, double rows)
    {
        var state = default(EngineState);
        Take(ref state, engine, ready, rows);
        return state;
    }

    private static void Take(ref EngineState state, RefinedEngine engine, double ready, double rows) =>
        state.Take(engine, ready, rows, 20, 0);
}
