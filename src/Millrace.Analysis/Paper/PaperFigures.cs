namespace Millrace.Analysis;

/// <summary>All numbers that the closed form gives for a design. Layer latency is of one layer, model latency of all N.</summary>
public readonly record struct PaperFigures
{
    /// <summary>Equation (2): multiply-accumulates each cycle of all engines.</summary>
    public required double MacsPerCycle { get; init; }

    /// <summary>Equation (3): weights of the layers on chip, bits.</summary>
    public required double OffChipBits { get; init; }

    /// <summary>Weights of all layers that a device serves, bits; beside the paper's equations.</summary>
    public required double ModelWeightBits { get; init; }

    /// <summary>Equation (3): buffers, caches and links, bits.</summary>
    public required double OnChipBits { get; init; }

    /// <summary>Equation (6): memory blocks.</summary>
    public required double Blocks { get; init; }

    /// <summary>Equation (7): bits each second.</summary>
    public required double OffChipBitsPerSecond { get; init; }

    /// <summary>Equation (7): memory channels that the operators take.</summary>
    public required double Channels { get; init; }

    /// <summary>Prefill of one layer, cycles.</summary>
    public required double LayerPrefillCycles { get; init; }

    /// <summary>Decode of one token in one layer, cycles.</summary>
    public required double LayerDecodeCycles { get; init; }

    /// <summary>Equations (8), (14): prefill of all layers, cycles.</summary>
    public required double ModelPrefillCycles { get; init; }

    /// <summary>Equations (9), (14): decode of one token in all layers, cycles.</summary>
    public required double ModelDecodeCycles { get; init; }

    /// <summary>Equation (13), prefill.</summary>
    public required double AllReducePrefillSeconds { get; init; }

    /// <summary>Equation (13), decode of one token.</summary>
    public required double AllReduceDecodeSeconds { get; init; }
}
