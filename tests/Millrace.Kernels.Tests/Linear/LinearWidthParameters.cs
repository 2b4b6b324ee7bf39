using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A linear engine of other widths than W8A8, its weights in memory or on chip; one pass, no padding.</summary>
public sealed record LinearWidthParameters(
    int InputBits, int WeightBits, bool OnChip, int Inputs, int Outputs, int Lanes, int InputLanes, int OutputLanes, int TileRows, int Rows)
    : IKernelParameters<LinearWidthParameters>
{
    private const int Shift = 9;

    public static IReadOnlyDictionary<string, LinearWidthParameters> Sets { get; } = new Dictionary<string, LinearWidthParameters>
    {
        ["W4A8 from memory"] = new(8, 4, false, 32, 4, 2, 16, 2, 2, 3),
        ["W3A16 from memory, bits across bytes"] = new(16, 3, false, 48, 4, 4, 24, 4, 1, 3),
        ["W2A4 on chip"] = new(4, 2, true, 64, 3, 1, 32, 3, 2, 5),
        ["W8A16 on chip"] = new(16, 8, true, 24, 8, 2, 8, 4, 3, 7),
        ["W5A11 from memory"] = new(11, 5, false, 32, 6, 2, 16, 2, 2, 5),
        ["W7A5 from memory"] = new(5, 7, false, 48, 8, 4, 16, 4, 4, 9),
        ["W6A8 on chip"] = new(8, 6, true, 36, 4, 2, 12, 2, 2, 4),
    };

    public LinearShape Shape => new()
    {
        Inputs = Inputs,
        Outputs = Outputs,
        InputOrder = BlockOrder.RowMajor(Inputs, Lanes),
        InputLanes = InputLanes,
        OutputLanes = OutputLanes,
        Tiling = new(1, new Argument("rows", minimum: 1), TileRows),
        Input = Int(InputBits),
        Weight = Int(WeightBits),
        Output = Int(24),
        Shift = Shift,
    };

    public KernelUnderTest Make(Random random)
    {
        var shape = Shape;
        var weights = Integers.Draw(random, shape.Weight, Inputs * Outputs);
        var bias = Integers.Words(random, int.MinValue, int.MaxValue, Outputs);
        var multipliers = Enumerable.Range(0, Outputs).Select(_ => Integers.Multiplier(random)).ToArray();
        var words = new byte[shape.PassWords * shape.MemoryWord.Lanes];
        WeightPacking.Pack(shape, (k, n) => (sbyte)weights[(n * Inputs) + k], n => (bias[n], multipliers[n]), words);
        var memory = new OffChipMemory("weights", shape.MemoryWord, shape.PassWords, new());
        var x = Integers.Draw(random, shape.Input, Rows * Inputs);
        return new()
        {
            Network = OnChip ? Linear.Resident(shape, Array.ConvertAll(words, b => (sbyte)b)) : Linear.Streamed(shape, memory),
            Prepare = simulation =>
            {
                if (!OnChip)
                    simulation[memory].Use(words);
            },
            Launches =
            [
                new(
                    KernelRun.Arguments(("rows", Rows)), KernelRun.Elements(("x", x)),
                    KernelRun.Elements(("y", [.. BlockWords.Of(shape.OutputOrder, TileRows, Rows, At)]))),
            ],
            FullRate = OnChip ? KernelRun.Arguments(("rows", 2 * TileRows)) : null,
        };

        long At(int row, int n) => Gemm.Scale(
            Gemm.Sum(Inputs, bias[n], k => x[(row * Inputs) + k], k => weights[(n * Inputs) + k]), multipliers[n], Shift, 24);
    }
}
