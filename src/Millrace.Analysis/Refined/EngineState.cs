namespace Millrace.Analysis;

/// <summary>An engine while tiles of rows go through: until when its array is at work, until when its weights come, when its words
/// leave.</summary>
internal struct EngineState
{
    /// <summary>The cycle after the array's last firing with the tile before the last: then a block of its buffer was free again.</summary>
    internal double Released;

    /// <summary>When the last word has left requantization and can be read.</summary>
    internal double Left;

    private double _end;
    private double _fetched;
    private double _firstLeft;
    private double _quick;
    private double _slow;
    private double _waiting;

    /// <summary>
    /// Takes a tile of rows. The array needs a cycle a weight word, requantization one a word that leaves; sums of a few column tiles can
    /// wait between them. Of the n words of memory D can wait or be under way: the last comes no earlier than the memory's rate allows
    /// behind the last tile's, and n - D words' time after the start, which is before it where D is more.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="ready">When the tile's rows are there.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="readLatency">Latency of the memory.</param>
    /// <param name="room">When what follows has room for the words.</param>
    internal void Take(in RefinedEngine engine, double ready, double rows, double readLatency, double room)
    {
        var start = Math.Max(ready, _end);
        var words = engine.MemoryWords;
        var stock = engine.StockWords * words / (engine.ColumnTiles * engine.TileWords);
        _fetched = Math.Max(_fetched + (words * engine.CyclesPerWord), start + ((words - stock) * engine.CyclesPerWord));

        // A column tile's biases and multipliers come behind its weights.
        var scales = _fetched - engine.CyclesPerWord + readLatency + PipelineDepths.Hop;
        var weights = scales - (engine.ExtraWords * engine.CyclesPerWord);
        var end = Math.Max(start + (engine.ColumnTiles * engine.TileWords), weights + 1);

        var (depth, column) = (PipelineDepths.Array + engine.Levels, rows * engine.OutputWords);
        var sums = depth + PipelineDepths.Credit;
        var ahead = Math.Min(engine.ColumnTiles, sums);
        var slowest = Math.Max(engine.TileWords, column);
        _quick = engine.ColumnTiles * slowest;
        _slow = Math.Max(_quick, engine.MemoryCycles);
        _firstLeft = start + depth + Math.Min(engine.TileWords, column) - 1 + PipelineDepths.Requantize;
        _waiting = PipelineDepths.Requantize - 1 + ((sums + 1) * column);
        Left = Math.Max(
            Math.Max(Math.Max(end + depth, scales) + column - 1 + PipelineDepths.Requantize, _firstLeft + _quick),
            Math.Max(Left + (engine.ColumnTiles * column), room + (ahead * column) + ((engine.ColumnTiles - ahead) * slowest)));
        Released = _end;
        _end = end;
        Hold(Left);
    }

    /// <summary>What follows had no room before: the array is no further ahead than sums can wait.</summary>
    internal void Hold(double left)
    {
        Left = Math.Max(Left, left);
        _end = Math.Max(_end, Left - _waiting);
    }

    /// <summary>As of <see cref="LayerState.Follows"/>. Weights that come faster than they are needed fall behind, and count ever
    /// less.</summary>
    internal readonly bool Follows(in EngineState before, double shift) =>
        LayerState.IsShift(Left - before.Left, shift) && LayerState.IsShift(_end - before._end, shift)
        && LayerState.IsShift(Released - before.Released, shift) && LayerState.IsShift(_firstLeft - before._firstLeft, shift)
        && (_fetched - before._fetched <= shift || LayerState.IsShift(_fetched - before._fetched, shift));

    /// <summary>When a part of the last tile's words had left: the first ones as the array works, the last ones as weights come.</summary>
    internal readonly double LeftAt(double part) => Math.Max(_firstLeft + (part * _quick), Left - ((1 - part) * _slow));
}
