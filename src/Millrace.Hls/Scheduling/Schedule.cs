namespace Millrace.Hls;

/// <summary>When, in cycles after a firing, each operation of a process happens; how often it may fire.</summary>
public sealed class Schedule
{
    private readonly IReadOnlyDictionary<Value, int> values;
    private readonly IReadOnlyDictionary<Statement, int> statements;
    private readonly Func<Value, int> latency;

    internal Schedule(
        int interval, int depth, IReadOnlyDictionary<Value, int> values, IReadOnlyDictionary<Statement, int> statements,
        OperationLatencies latencies, Func<Value, int> latency) =>
        (InitiationInterval, Depth, this.values, this.statements, Latencies, this.latency) =
            (interval, depth, values, statements, latencies, latency);

    /// <summary>What it was made with.</summary>
    public OperationLatencies Latencies { get; }

    /// <summary>Least cycles between two firings (II).</summary>
    public int InitiationInterval { get; }

    /// <summary>Cycles from a firing until its last effect: the pipeline's depth.</summary>
    public int Depth { get; }

    /// <summary>Stage at which an operation starts.</summary>
    public int StageOf(Value value) => values[value];

    /// <summary>Cycles from the start of an operation until its result is there.</summary>
    public int LatencyOf(Value value) => latency(value);

    /// <summary>Stage at which an effect happens; for the block of a ping-pong buffer, at which it is handed over or released.</summary>
    public int StageOf(Statement statement) => statements[statement];
}
