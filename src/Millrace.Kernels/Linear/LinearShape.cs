using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a linear engine, y = requantize(x W + bias). TENSOR rows x inputs to rows x outputs; BLOCK a tile of rows x
/// <see cref="OutputLanes"/> accumulators; STREAM <see cref="Lanes"/> elements a cycle in and out, <see cref="InputLanes"/> x
/// <see cref="OutputLanes"/> weights a cycle.
/// </summary>
public sealed record LinearShape
{
    /// <summary>Inputs K with padding; a multiple of <see cref="InputLanes"/>. Columns that the stream does not bring stay 0.</summary>
    public required int Inputs { get; init; }

    /// <summary>Outputs N with padding; a multiple of <see cref="OutputLanes"/>.</summary>
    public required int Outputs { get; init; }

    /// <summary>The order of the words of x.</summary>
    public required BlockOrder InputOrder { get; init; }

    /// <summary>Inputs multiplied in a cycle.</summary>
    public required int InputLanes { get; init; }

    /// <summary>Outputs accumulated at a time.</summary>
    public required int OutputLanes { get; init; }

    /// <summary>Passes, rows and rows of a tile: every weight that comes in is used for all rows of a tile.</summary>
    public required RowTiling Tiling { get; init; }

    /// <summary>Type of an activation that comes in: signed, 4 to 16 bits.</summary>
    public ScalarType Input { get; init; } = Language.Int(8);

    /// <summary>Type of a weight: signed, 2 to 8 bits.</summary>
    public ScalarType Weight { get; init; } = Language.Int(8);

    /// <summary>Type of an output after requantization.</summary>
    public required ScalarType Output { get; init; }

    /// <summary>The shift that belongs to the multipliers.</summary>
    public required int Shift { get; init; }

    /// <summary>Elements of a word of x and y.</summary>
    public int Lanes => InputOrder.Lanes;

    /// <summary>Column tiles.</summary>
    public int OutputTiles => Outputs / OutputLanes;

    /// <summary>Weight words of a column tile.</summary>
    public int InputWords => Inputs / InputLanes;

    /// <summary>Words of a column tile in memory: its weights, then one with biases and multipliers.</summary>
    public int TileWords => InputWords + 1;

    /// <summary>Words of one pass's weights in memory.</summary>
    public long PassWords => (long)OutputTiles * TileWords;

    /// <summary>Type of a word of weights: lane p * <see cref="InputLanes"/> + s is the weight from input s to output p.</summary>
    public VectorType WeightWord => Language.Vec(Weight, InputLanes * OutputLanes);

    /// <summary>The same word in memory: its bits in bytes, lane 0 lowest.</summary>
    public VectorType MemoryWord => Language.Vec(Language.Int(8), InputLanes * OutputLanes * Weight.Width / 8);

    /// <summary>Type of a word of x.</summary>
    public VectorType InputWord => Language.Vec(Input, Lanes);

    /// <summary>Biases of a column tile, then its multipliers.</summary>
    public VectorType ScaleWord => Language.Vec(Language.Int(32), 2 * OutputLanes);

    /// <summary>The order of the words of y.</summary>
    public BlockOrder OutputOrder => new(Outputs, OutputLanes, Lanes);

    /// <summary>Multiply-accumulates of a cycle.</summary>
    public int MacsPerCycle => Tiling.TileRows * InputLanes * OutputLanes;

    /// <summary>Type of a sum: 32 bits, or as many as the longest sum of the largest products needs. It never wraps.</summary>
    public ScalarType Sum => Language.Int(Math.Max(32, ScalarType.ForRange(
        (Int128)Input.MinValue * Weight.MaxValue * Inputs, (Int128)Input.MinValue * Weight.MinValue * Inputs).Width));

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public LinearShape Validate()
    {
        // Biases and multipliers, 64 bits an output, come in a word of weights.
        Validate("linear", leastInputLanes: (64 + Weight.Width - 1) / Weight.Width);
        KernelParameterException.Require(
            InputLanes * OutputLanes * Weight.Width % 8 == 0, "linear", "output_lanes", OutputLanes,
            $"{InputLanes} input lanes of weights of {Weight.Width} bits must fill whole bytes");
        return this;
    }

    internal void Validate(string kernel, int leastInputLanes)
    {
        InputOrder.Validate(kernel);
        Require(Tiling.TileRows >= 1, "tile_rows", Tiling.TileRows, "at least 1 is needed");
        Require(
            Input is { Signed: true, Fraction: 0, Width: >= 4 and <= 16 }, "input", Input.Width,
            "a signed integer of 4 to 16 bits is needed");
        Require(
            Weight is { Signed: true, Fraction: 0, Width: >= 2 and <= 8 }, "weight", Weight.Width,
            "a signed integer of 2 to 8 bits is needed");
        Require(
            InputLanes >= leastInputLanes && InputLanes % Lanes == 0, "input_lanes", InputLanes,
            $"a multiple of the {Lanes} lanes and at least {leastInputLanes} is needed");
        Require(
            OutputLanes >= 1 && OutputLanes % Lanes == 0, "output_lanes", OutputLanes,
            $"a positive multiple of the {Lanes} lanes is needed");
        Require(
            Inputs >= InputOrder.Columns && Inputs % InputLanes == 0 && Inputs <= 1 << 16, "inputs", Inputs,
            $"a multiple of {InputLanes} from {InputOrder.Columns} to {1 << 16} is needed");
        Require(Outputs >= 1 && Outputs % OutputLanes == 0, "outputs", Outputs, $"a positive multiple of {OutputLanes} is needed");
        Require(Output.Fraction == 0 && Output.Width <= 32, "output", Output.Width, "an integer of at most 32 bits is needed");
        Require(Shift is >= 0 and <= 62, "shift", Shift, "0 to 62 is allowed");

        void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, kernel, parameter, given, allowed);
    }
}
