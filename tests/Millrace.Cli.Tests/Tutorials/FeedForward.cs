using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.Tutorials;

/// <summary>The code of docs/tutorials/feed-forward.md.</summary>
internal static class FeedForward
{
    internal static IReadOnlyDictionary<string, Action<TextWriter>> Outputs { get; } = new Dictionary<string, Action<TextWriter>>
    {
        ["run"] = Run,
        ["deadlock"] = Deadlock,
        ["rooms"] = Rooms,
        ["resources"] = Resources,
        ["cpp"] = output =>
        {
            var text = Emit().Cpp.Files["src/feed_forward.cpp"];
            EmittedText.Print(output, text, "fork_b(", 3);
            EmittedText.Print(output, text, "  fork(x", 6);
        },
        ["systemverilog"] = output =>
            EmittedText.Print(output, Emit().SystemVerilog.Files["feed_forward_network.sv"], "  // activation", 7),
    };

    // snippet: shapes
    private static readonly Argument Rows = new("rows", maximum: 256, minimum: 1);

    private static readonly LinearShape Up = new LinearShape
    {
        Inputs = 16,
        Outputs = 32,
        InputOrder = BlockOrder.RowMajor(16, lanes: 4),
        InputLanes = 8,
        OutputLanes = 8,
        Tiling = new RowTiling(Passes: 1, Rows, TileRows: 2),
        Output = Int(8),
        Shift = 20,
    }.Validate();

    private static readonly LinearShape Down = (Up with { Inputs = 32, Outputs = 16, InputOrder = Up.OutputOrder }).Validate();

    private static readonly ActivationShape Gelu = new() { Input = Int(8), Output = Int(8), Lanes = 4, Passes = 1, Words = Rows * 8 };

    private static readonly short[] GeluTable = ActivationCurve.Table("gelu_tanh", Int(8), inputScale: 4.0 / 127, Int(8), outputScale: 4.0 / 127);
    // end of snippet

    // snippet: weights
    private static readonly sbyte[][,] Weights = [Draw(16, 32, seed: 1), Draw(32, 16, seed: 2)];

    private static sbyte[,] Draw(int inputs, int outputs, int seed)
    {
        var random = new Random(seed);
        var weights = new sbyte[inputs, outputs];
        for (var i = 0; i < inputs; i++)
        {
            for (var o = 0; o < outputs; o++)
                weights[i, o] = (sbyte)random.Next(-127, 128);
        }

        return weights;
    }

    private static (int Bias, int Multiplier) Scale(int output) => (100 * output, 1200);

    private static sbyte[] Packed(LinearShape shape, sbyte[,] weights)
    {
        var bytes = new byte[shape.PassWords * shape.MemoryWord.Lanes];
        WeightPacking.Pack(shape, (i, o) => weights[i, o], Scale, bytes);
        return Array.ConvertAll(bytes, b => (sbyte)b);
    }
    // end of snippet

    // snippet: block
    private static Network Block(int room) => Network.Define("feed_forward", n =>
    {
        var words = Rows * 4;
        var (inner, bypass) = n.Add(Fork.Define(Up.InputWord, words), n.In("x", Up.InputWord));
        var up = n.Add("up", Linear.Resident(Up, Packed(Up, Weights[0])), inner);
        var activated = n.Add(Activation.Define(Gelu, GeluTable), up);
        var down = n.Add("down", Linear.Resident(Down, Packed(Down, Weights[1])), activated);
        var rows = n.Add("order", Reorder.ToRows(Int(8), Down.OutputOrder, Down.Tiling), down);
        n.Out("y", n.Add(ResidualAdd.Define(Int(8), 4, words), bypass.WithRoom(room), rows));
    });
    // end of snippet

    // snippet: reference
    private static long[] Reference(long[] row)
    {
        var inner = Multiply(row, Weights[0]).Select(v => (long)GeluTable[v + 128]).ToArray();
        return [.. Multiply(inner, Weights[1]).Zip(row, (a, b) => Saturate(a + b))];
    }

    private static long[] Multiply(long[] row, sbyte[,] weights) =>
    [
        .. Enumerable.Range(0, weights.GetLength(1)).Select(o =>
        {
            var (bias, multiplier) = Scale(o);
            var sum = bias + row.Select((x, i) => x * weights[i, o]).Sum();
            return Saturate(((sum * multiplier) + (1 << 19)) >> 20);
        }),
    ];

    private static long Saturate(long value) => Math.Clamp(value, -128, 127);
    // end of snippet

    private static void Run(TextWriter output)
    {
        // snippet: run
        var random = new Random(3);
        long[] x = [.. Enumerable.Range(0, 5 * 16).Select(_ => (long)random.Next(-128, 128))];
        var result = new Simulator(Block(room: 48)).Launch(
            new Dictionary<string, long> { ["rows"] = 5 }, new Dictionary<string, long[]> { ["x"] = x });
        var expected = x.Chunk(16).SelectMany(Reference);
        output.WriteLine($"row 0: {string.Join(' ', result.Outputs["y"].Take(16))}");
        output.WriteLine($"equal to the reference: {expected.SequenceEqual(result.Outputs["y"])}");
        output.WriteLine($"{result.Timing.Cycles} cycles");
        // end of snippet
    }

    private static void Deadlock(TextWriter output)
    {
        // snippet: deadlock
        try
        {
            new Simulator(Block(room: 0)).Time(new Dictionary<string, long> { ["rows"] = 5 });
        }
        catch (DeadlockException exception)
        {
            output.WriteLine(exception.Message);
        }
        // end of snippet
    }

    private static void Rooms(TextWriter output)
    {
        // snippet: rooms
        foreach (var room in new[] { 8, 16, 32, 48, 64 })
        {
            var cycles = new Simulator(Block(room)).Time(new Dictionary<string, long> { ["rows"] = 256 }).Cycles;
            output.WriteLine($"room for {room} words: {cycles} cycles");
        }
        // end of snippet
    }

    private static void Resources(TextWriter output)
    {
        // snippet: resources
        var estimate = ResourceEstimator.Estimate(Design.Of(Block(room: 48)));
        foreach (var (part, use) in estimate.Parts(1))
            output.WriteLine($"{part}: {use.Lut} LUT, {use.FlipFlop} FF, {use.Dsp} DSP, {use.Bram18} BRAM18");
        // end of snippet
    }

    private static (SystemVerilogDesign SystemVerilog, VitisHlsDesign Cpp) Emit()
    {
        // snippet: emit
        var design = Design.Of(Block(room: 48));
        var systemVerilog = SystemVerilogEmitter.Emit(design);
        var cpp = VitisHlsEmitter.Emit(design);
        // end of snippet
        return (systemVerilog, cpp);
    }
}
