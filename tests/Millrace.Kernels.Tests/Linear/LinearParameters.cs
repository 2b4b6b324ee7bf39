using Millrace.Hls;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>Where a linear engine's weights come from.</summary>
public enum WeightSource
{
    Host,
    Memory,
    Chip,
}

/// <summary>A linear layer of any width on an engine of a given size; inputs, outputs and the last tile are padded as they must be. Launches follow each other with <paramref name="Rows"/> rows.</summary>
public sealed record LinearParameters(
    WeightSource Source, int Inputs, int Outputs, BlockOrder Order, int InputLanes, int OutputLanes, int TileRows, int Passes, int Bits, int Shift, params int[] Rows) : IKernelParameters<LinearParameters>
{
    private static readonly Dictionary<string, LinearParameters> Shapes = new()
    {
        ["one to one"] = new(default, 1, 1, new(1, 1, 1), 8, 1, 1, 1, 8, 5, 1, 3),
        ["eleven to three, three rows a tile"] = new(default, 11, 3, new(12, 12, 4), 16, 4, 3, 2, 12, 9, 5, 1, 7),
        ["forty-eight, columns in groups, eight rows a tile"] = new(default, 48, 48, new(48, 8, 4), 16, 8, 8, 3, 24, 3, 11, 8, 1),
        ["groups beside the array's words, largest shift"] = new(default, 35, 11, new(36, 12, 2), 8, 6, 4, 1, 8, 46, 9, 2),
        ["a vocabulary of three, no shift"] = new(default, 16, 3, new(16, 16, 1), 8, 3, 2, 1, 24, 0, 3),
        ["several words of outputs a row"] = new(default, 24, 20, new(24, 24, 2), 24, 10, 3, 2, 8, 12, 4, 6),
    };

    public static IReadOnlyDictionary<string, LinearParameters> Sets { get; } =
        Enum.GetValues<WeightSource>().SelectMany(s => Shapes.Select(p => ($"{p.Key}, weights from {s}", p.Value with { Source = s }))).ToDictionary(p => p.Item1, p => p.Item2);

    public LinearShape Shape => new()
    {
        Inputs = RoundUp(Order.Columns, InputLanes),
        Outputs = RoundUp(Outputs, OutputLanes),
        InputOrder = Order,
        InputLanes = InputLanes,
        OutputLanes = OutputLanes,
        Tiling = new(Passes, new Argument("rows", minimum: 1), TileRows),
        Output = Int(Bits),
        Shift = Shift,
    };

    public OffChipMemory Memory(OffChipTiming? timing = null) => new("weights", Shape.WeightWord, Passes * Shape.PassWords, timing ?? new());

    public Network Define(OffChipMemory memory, byte[] words) => Source switch
    {
        WeightSource.Host => Linear.Define(Shape),
        WeightSource.Memory => Linear.Streamed(Shape, memory),
        _ => Linear.Resident(Shape, Array.ConvertAll(words, b => (sbyte)b)),
    };

    public KernelUnderTest Make(Random random)
    {
        var layers = Enumerable.Range(0, Passes).Select(_ => Layer(random)).ToArray();
        var (memory, words) = (Memory(), layers.SelectMany(Pack).ToArray());
        return new()
        {
            Network = Define(memory, words),
            Prepare = simulation =>
            {
                if (Source == WeightSource.Memory)
                    simulation[memory].Use(words);
            },
            Launches = [.. Rows.Select(rows => Launch(random, rows, layers))],
            FullRate = Source == WeightSource.Host ? KernelRun.Arguments(("rows", 2 * TileRows)) : null,
        };
    }

    /// <summary>The words of one pass as they lie in memory.</summary>
    public byte[] Pack(QuantizedLinear layer)
    {
        var words = new byte[Shape.PassWords * Shape.WeightWord.Lanes];
        WeightPacking.Pack(
            Shape, (k, n) => k < Inputs && n < Outputs ? layer.Weights[(n * Inputs) + k] : (sbyte)0, n => n < Outputs ? (layer.Bias[n], layer.Multipliers[n]) : (0, 0), words);
        return words;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private QuantizedLinear Layer(Random random) => new(
        Inputs, Outputs, Integers.Weights(random, Inputs * Outputs), Integers.Words(random, int.MinValue, int.MaxValue, Outputs),
        [.. Enumerable.Range(0, Outputs).Select(_ => Integers.Multiplier(random))], Shift, Bits);

    private KernelLaunch Launch(Random random, int rows, QuantizedLinear[] layers)
    {
        var (x, y) = (new List<long>(), new List<long>());
        foreach (var layer in layers)
        {
            var values = Integers.Bytes(random, rows * Inputs);
            var results = new int[rows * Outputs];
            IntegerLinear.Apply(layer, values, results, rows);
            x.AddRange(BlockWords.Of(Order, TileRows, rows, (row, column) => column < Inputs ? values[(row * Inputs) + column] : 0));
            y.AddRange(BlockWords.Of(Shape.OutputOrder, TileRows, rows, (row, column) => column < Outputs ? results[(row * Outputs) + column] : 0));
        }

        var inputs = KernelRun.Elements(("x", [.. x]));
        if (Source == WeightSource.Host)
            (inputs["weights"], inputs["scales"]) = HostWords(rows, layers);
        return new(KernelRun.Arguments(("rows", rows)), inputs, KernelRun.Elements(("y", [.. y])));
    }

    /// <summary>What the reader would give: every tile of rows takes all weights of its pass, and behind those of a column tile its biases and multipliers.</summary>
    private (long[] Weights, long[] Scales) HostWords(int rows, QuantizedLinear[] layers)
    {
        var (weights, scales) = (new List<long>(), new List<long>());
        foreach (var layer in layers)
        {
            for (var tile = 0; tile < rows; tile += TileRows)
            {
                for (var n = 0; n < Shape.Outputs; n += OutputLanes)
                {
                    for (var k = 0; k < Shape.Inputs; k += InputLanes)
                    {
                        for (var p = n; p < n + OutputLanes; p++)
                            weights.AddRange(Enumerable.Range(k, InputLanes).Select(i => i < Inputs && p < Outputs ? (long)layer.Weights[(p * Inputs) + i] : 0));
                    }

                    scales.AddRange(Enumerable.Range(n, OutputLanes).Select(p => p < Outputs ? (long)layer.Bias[p] : 0));
                    scales.AddRange(Enumerable.Range(n, OutputLanes).Select(p => p < Outputs ? (long)layer.Multipliers[p] : 0));
                }
            }
        }

        return ([.. weights], [.. scales]);
    }
}
