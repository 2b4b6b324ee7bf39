namespace Millrace.Analysis;

/// <summary>A design as the closed form sees it: the symbols of the equations.</summary>
public readonly record struct PaperPoint
{
    /// <summary>With what the equations take where nothing is said.</summary>
    public PaperPoint()
    {
    }

    /// <summary>The model; its number of layers is <see cref="Layers"/>.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>N, layers of the model.</summary>
    public required int Layers { get; init; }

    /// <summary>C, layers with engines of their own on each device.</summary>
    public int LayersOnChip { get; init; } = 1;

    /// <summary>l, tokens of the prompt.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>l_max, tokens of the longest sequence: what the caches hold, and what decode is charged for.</summary>
    public required int LongestTokens { get; init; }

    /// <summary>b_W.</summary>
    public required int WeightBits { get; init; }

    /// <summary>b_A.</summary>
    public required int ActivationBits { get; init; }

    /// <summary>The clock of the design.</summary>
    public required double ClockMegahertz { get; init; }

    /// <summary>M_i, multiply-accumulates each cycle of each operator on one device.</summary>
    public required PerOperator MacsPerCycle { get; init; }

    /// <summary>r_i, multiply-accumulates that share one loaded weight; 1 is decode, where each weight serves one token.</summary>
    public PerOperator WeightReuse { get; init; } = PerOperator.All(1);

    /// <summary>k, weights packed into one word of a memory block.</summary>
    public int PackedWeights { get; init; } = 1;

    /// <summary>s, elements that each link between engines holds.</summary>
    public int LinkDepth { get; init; } = 512;

    /// <summary>Whether the weights of the layers on chip stay there; else they are streamed from off-chip memory.</summary>
    public bool WeightsOnChip { get; init; }

    /// <summary>p1, devices that share each layer.</summary>
    public int TensorParallel { get; init; } = 1;

    /// <summary>p2, devices that layers are dealt out to in a row.</summary>
    public int PipelineParallel { get; init; } = 1;

    /// <summary>B, bits each second of a link between devices; of no consequence for one device.</summary>
    public double LinkBitsPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>alpha, the part of a link's bandwidth that is reached.</summary>
    public double LinkEfficiency { get; init; } = 1;

    /// <summary>Cycles each second.</summary>
    public double ClockHertz => 1e6 * ClockMegahertz;
}
