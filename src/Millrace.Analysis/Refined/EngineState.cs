namespace Millrace.Analysis;

/// <summary>An engine while tiles of rows go through: until when its array is at work, and until when its weights come.</summary>
internal struct EngineState
{
    /// <summary>The cycle after the array's last firing.</summary>
    internal double End;

    private double _start;
    private double _fetched;

    /// <summary>
    /// Takes a tile of rows. The array needs a cycle a word, and its words, n of them, of which D can wait or be under way: the last is
    /// asked for
    /// no earlier than the memory's rate allows behind the last tile's; where n > D, not before (n - D) words' time after the start; else
    /// not before
    /// its place was freed while the last tile was worked on.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="ready">When the tile's rows are there.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="readLatency">Latency of the memory.</param>
    /// <returns>The cycle at which the array starts.</returns>
    internal double Take(in RefinedEngine engine, double ready, double rows, double readLatency)
    {
        var start = Math.Max(ready, End);
        var words = engine.MemoryWords;
        var room = words > engine.StockWords
            ? start + ((words - engine.StockWords) * engine.CyclesPerWord)
            : _start + Math.Max(0, (2 * words) - engine.StockWords);
        _fetched = Math.Max(_fetched + (words * engine.CyclesPerWord), room);
        _start = start;
        End = Math.Max(start + engine.ArrayCycles(rows), _fetched + readLatency - 1);
        return start;
    }
}
