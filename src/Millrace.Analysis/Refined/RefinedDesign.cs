using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>A spatial design as the refined form sees it: words, rates and latencies in cycles of its clock.</summary>
public sealed record RefinedDesign
{
    /// <summary>Sequences of an encoder that go through each layer, one after the other; 1 of a decoder.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>N, layers of the model.</summary>
    public required int Layers { get; init; }

    /// <summary>Copies of a layer's engines that a sequence passes in a row: layers on chip times pipeline-parallel devices.</summary>
    public required int Copies { get; init; }

    /// <summary>Copies on one device; behind each such group the stream crosses a link. <see cref="Copies"/> on one device.</summary>
    public required int CopiesPerDevice { get; init; }

    /// <summary>Heads that one device works on.</summary>
    public required double Heads { get; init; }

    /// <summary>Tokens worked on together.</summary>
    public required int TileRows { get; init; }

    /// <summary>Rows of a tile that a key meets at a time; null for all.</summary>
    public int? BandRows { get; init; }

    /// <summary>Words of a row of the residual stream.</summary>
    public required double RowWords { get; init; }

    /// <summary>Words of a row of one head.</summary>
    public required double HeadWords { get; init; }

    /// <summary>Levels of an adder tree over the lanes of a word.</summary>
    public required int LaneLevels { get; init; }

    /// <summary>Levels of an adder tree over a head.</summary>
    public required int HeadLevels { get; init; }

    /// <summary>Passes over a row that a norm makes before it can give its first word: two of a LayerNorm, one of an RMSNorm.</summary>
    public int NormPasses { get; init; } = 2;

    /// <summary>The part of q in q, k and v.</summary>
    public double QueryPart { get; init; } = 1 / 3.0;

    /// <summary>Scores of a row that can wait for the passes behind them.</summary>
    public double ScoreRoom { get; init; } = double.PositiveInfinity;

    /// <summary>q, k and v.</summary>
    public required RefinedEngine AttentionInput { get; init; }

    /// <summary>p.</summary>
    public required RefinedEngine AttentionOutput { get; init; }

    /// <summary>f1, the gate included.</summary>
    public required RefinedEngine MlpInput { get; init; }

    /// <summary>f2.</summary>
    public required RefinedEngine MlpOutput { get; init; }

    /// <summary>The language-model head; null of an encoder.</summary>
    public required RefinedEngine? Head { get; init; }

    /// <summary>Whether every token sees the whole sequence: keys and values then stay on chip.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Cycles of the two attention engines for each key, of one head against all rows of a tile.</summary>
    public double CyclesPerKey { get; init; } = 1;

    /// <summary>Cycles in which a cache's channels bring a key or a value of one head; 1 where they are faster.</summary>
    public required double CacheCyclesPerWord { get; init; }

    /// <summary>Cycles in which the norms' parameters of one layer come from memory.</summary>
    public required double ParameterCycles { get; init; }

    /// <summary>Cycles from a load to its word.</summary>
    public required double ReadLatency { get; init; }

    /// <summary>Cycles from a store to its acknowledgement.</summary>
    public required double WriteLatency { get; init; }

    /// <summary>Equation (13) for one row: cycles of an all-reduce; 0 without tensor parallelism.</summary>
    public double AllReduceCyclesPerRow { get; init; }

    /// <summary>Cycles that one row takes over a link between pipeline-parallel devices.</summary>
    public double LinkCyclesPerRow { get; init; }

    /// <summary>Latency of a link between devices, cycles.</summary>
    public double LinkLatency { get; init; }

    /// <summary>The design that a point describes, padded to what its engines compute at a time, on the attainable bandwidth of its
    /// channels.</summary>
    public static RefinedDesign Of(DesignPoint point, FpgaDevice device) => RefinedDesignBuilder.Of(point, device);
}
