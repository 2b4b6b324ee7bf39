using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A matrix times a vector, some of them a launch.</summary>
public sealed record GemvParameters(
    int Channels, int Inputs, int Outputs, int Lanes, int InputLanes, int OutputLanes, int InputBits, int WeightBits, int Shift, int Passes)
    : IKernelParameters<GemvParameters>
{
    public static IReadOnlyDictionary<string, GemvParameters> Sets { get; } = new Dictionary<string, GemvParameters>
    {
        ["one channel"] = new(1, 16, 2, 1, 8, 1, 8, 8, 5, 2),
        ["two channels of two rows"] = new(2, 24, 8, 2, 8, 2, 8, 8, 9, 1),
        ["three channels, W4A16"] = new(3, 32, 9, 1, 16, 1, 16, 4, 12, 2),
        ["five channels of eleven rows"] = new(5, 33, 110, 11, 11, 11, 8, 8, 7, 3),
    };

    public GemvShape Shape => new(
        new LinearShape
        {
            Inputs = Inputs,
            Outputs = Outputs / Channels,
            InputOrder = BlockOrder.RowMajor(Inputs, Lanes),
            InputLanes = InputLanes,
            OutputLanes = OutputLanes,
            Tiling = new(Passes, 1, 1),
            Input = Int(InputBits),
            Weight = Int(WeightBits),
            Output = Int(16),
            Shift = Shift,
        },
        Channels);

    public OffChipMemory[] Memories(OffChipTiming? timing = null) =>
    [
        .. Enumerable.Range(0, Channels).Select(c =>
            new OffChipMemory($"weights_{c}", Shape.Channel.MemoryWord, Passes * Shape.Channel.PassWords, timing ?? new())),
    ];

    public KernelUnderTest Make(Random random)
    {
        var (shape, memories) = (Shape, Memories());
        var x = Integers.Draw(random, Int(InputBits), Passes * Inputs);
        var w = Integers.Draw(random, Int(WeightBits), Passes * Outputs * Inputs);
        var bias = Integers.Words(random, int.MinValue, int.MaxValue, Passes * Outputs);
        var multipliers = Enumerable.Range(0, Passes * Outputs).Select(_ => Integers.Multiplier(random)).ToArray();
        var y = Enumerable.Range(0, Passes * Outputs).Select(n => Gemm.Scale(
            Gemm.Sum(Inputs, bias[n], k => x[(n / Outputs * Inputs) + k], k => w[(n * Inputs) + k]), multipliers[n], Shift, 16));
        return new()
        {
            Network = Gemv.Define(shape, memories),
            Prepare = simulation =>
            {
                for (var c = 0; c < Channels; c++)
                    simulation[memories[c]].Use(Words(c));
            },
            Launches = [new(KernelRun.Arguments(), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", [.. y])))],
            FullRate = KernelRun.Arguments(),
        };

        byte[] Words(int channel)
        {
            var bytes = (int)shape.Channel.PassWords * shape.Channel.MemoryWord.Lanes;
            var words = new byte[Passes * bytes];
            for (var pass = 0; pass < Passes; pass++)
            {
                var first = pass * Outputs;
                WeightPacking.Pack(
                    shape.Channel, (k, n) => (sbyte)w[((first + shape.Output(channel, n)) * Inputs) + k],
                    n => (bias[first + shape.Output(channel, n)], multipliers[first + shape.Output(channel, n)]), words.AsSpan(pass * bytes, bytes));
            }

            return words;
        }
    }
}
