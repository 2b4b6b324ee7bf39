using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A systolic array; each launch brings <paramref name="Rows"/> more rows.</summary>
public sealed record SystolicParameters(
    int Inputs, int Outputs, int Lanes, int Depth, int ArrayRows, int ArrayColumns, int ElementOutputs, int InputBits, int WeightBits, int Shift,
    params int[] Rows) : IKernelParameters<SystolicParameters>
{
    public static IReadOnlyDictionary<string, SystolicParameters> Sets { get; } = new Dictionary<string, SystolicParameters>
    {
        ["one element"] = new(3, 2, 1, 1, 1, 1, 1, 8, 8, 5, 3),
        ["two rows of three elements"] = new(5, 6, 1, 1, 2, 3, 1, 8, 8, 7, 5, 1),
        ["three rows of two elements of two outputs, three products"] = new(12, 8, 1, 3, 3, 4, 2, 8, 4, 9, 7),
        ["more rows than products"] = new(4, 8, 2, 2, 5, 4, 2, 8, 8, 0, 11),
        ["seven by nine, activations of 16 bits"] = new(15, 18, 3, 3, 7, 9, 3, 16, 5, 12, 15),
        ["a row of eleven elements"] = new(8, 22, 1, 1, 1, 11, 1, 4, 2, 2, 4),
        ["eleven elements one below the other"] = new(16, 4, 2, 2, 11, 2, 2, 8, 8, 6, 13, 12),
    };

    public SystolicShape Shape => new(
        new LinearShape
        {
            Inputs = Inputs,
            Outputs = Outputs,
            InputOrder = BlockOrder.RowMajor(Inputs, Lanes),
            InputLanes = Depth,
            OutputLanes = ArrayColumns,
            Tiling = new(1, new Argument("rows", minimum: 1), ArrayRows),
            Input = Int(InputBits),
            Weight = Int(WeightBits),
            Output = Int(16),
            Shift = Shift,
        },
        ElementOutputs);

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Systolic.Define(Shape),
        Launches = [.. Rows.Select(rows => Launch(random, rows))],
        FullRate = KernelRun.Arguments(("rows", 3 * ArrayRows)),
    };

    private KernelLaunch Launch(Random random, int rows)
    {
        var x = Integers.Draw(random, Int(InputBits), rows * Inputs);
        var w = Integers.Draw(random, Int(WeightBits), Outputs * Inputs);
        var bias = Integers.Words(random, int.MinValue, int.MaxValue, Outputs);
        var multipliers = Enumerable.Range(0, Outputs).Select(_ => Integers.Multiplier(random)).ToArray();
        var (weights, scales) = (new List<long>(), new List<long>());
        for (var tile = 0; tile < rows; tile += ArrayRows)
        {
            for (var n = 0; n < Outputs; n += ArrayColumns)
            {
                for (var k = 0; k < Inputs; k += Depth)
                {
                    for (var c = n; c < n + ArrayColumns; c++)
                        weights.AddRange(w[((c * Inputs) + k)..((c * Inputs) + k + Depth)]);
                }

                scales.AddRange(bias[n..(n + ArrayColumns)].Select(b => (long)b));
                scales.AddRange(multipliers[n..(n + ArrayColumns)].Select(m => (long)m));
            }
        }

        var y = BlockWords.Of(new(Outputs, ArrayColumns, Lanes), ArrayRows, rows, (row, n) => Gemm.Scale(
            Gemm.Sum(Inputs, bias[n], k => x[(row * Inputs) + k], k => w[(n * Inputs) + k]), multipliers[n], Shift, 16));
        return new(
            KernelRun.Arguments(("rows", rows)),
            KernelRun.Elements(("x", x), ("weights", [.. weights]), ("scales", [.. scales])), KernelRun.Elements(("y", [.. y])));
    }
}
