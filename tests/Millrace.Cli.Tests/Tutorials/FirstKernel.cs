using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.Tutorials;

/// <summary>The code of docs/tutorials/first-kernel.md.</summary>
internal static class FirstKernel
{
    internal static IReadOnlyDictionary<string, Action<TextWriter>> Outputs { get; } = new Dictionary<string, Action<TextWriter>>
    {
        ["run"] = Run,
        ["time"] = Time,
        ["mistake"] = Mistake,
        ["resources"] = Resources,
        ["cpp"] = output => EmittedText.Print(output, Emit().Cpp.Files["src/squared_relu_squared_relu.h"], "row:", 25),
        ["systemverilog"] = output =>
        {
            var text = Emit().SystemVerilog.Files["squared_relu_squared_relu.sv"];
            EmittedText.Print(output, text, "mr_multiply", 8);
            EmittedText.Print(output, text, "assign fire =", 1);
        },
    };

    // snippet: kernel
    private static Process SquaredRelu(int columns, int lanes, int shift, Func<Value, Value> narrow) => Process.Define("squared_relu", p =>
    {
        var x = p.In("x", Vec(Int(8), lanes));
        var y = p.Out("y", Vec(UInt(8), lanes));
        var zeros = p.Out("zeros", UInt(16));

        p.Loop("row", p.Argument("rows"), _ =>
        p.Loop("word", columns / lanes, word =>
        {
            var positive = Max(x.Read(), 0);
            y.Write((positive * positive).RoundShift(shift).Saturate(UInt(8)));

            var count = p.Register("count", UInt(16));
            var next = narrow(Select(word.IsFirst, 0, count) + positive.EqualTo(0).ReduceAdd());
            count.Set(next);
            zeros.Write(next, when: word.IsLast);
        }));
    });
    // end of snippet

    // snippet: narrow
    private static Value Saturated(Value count) => count.Saturate(UInt(16));

    private static Value Wrapped(Value count) => count.Wrap(UInt(16));
    // end of snippet

    private static void Run(TextWriter output)
    {
        // snippet: run
        var simulator = new Simulator(Network.Of(SquaredRelu(columns: 8, lanes: 4, shift: 4, narrow: Wrapped)));
        var result = simulator.Launch(
            new Dictionary<string, long> { ["rows"] = 2 },
            new Dictionary<string, long[]> { ["x"] = [1, -2, 30, -4, 5, -60, 127, -8, -1, 2, -3, 4, -5, 6, -128, 80] });
        output.WriteLine($"y:     {string.Join(' ', result.Outputs["y"])}");
        output.WriteLine($"zeros: {string.Join(' ', result.Outputs["zeros"])}");
        // end of snippet
    }

    private static void Time(TextWriter output)
    {
        // snippet: time
        foreach (var narrow in new Func<Value, Value>[] { Saturated, Wrapped })
        {
            var simulator = new Simulator(Network.Of(SquaredRelu(columns: 768, lanes: 16, shift: 4, narrow)));
            var schedule = simulator.Design.Processes.Single().Schedule;
            output.WriteLine($"{narrow.Method.Name}: initiation interval {schedule.InitiationInterval}, depth {schedule.Depth}");
            foreach (var rows in new[] { 1, 2, 128 })
                output.WriteLine($"  rows {rows}: {simulator.Time(new Dictionary<string, long> { ["rows"] = rows }).Cycles} cycles");
        }
        // end of snippet
    }

    private static void Mistake(TextWriter output)
    {
        // snippet: mistake
        static Process WithoutSaturate() => Process.Define("squared_relu", p =>
        {
            var x = p.In("x", Vec(Int(8), 4));
            var y = p.Out("y", Vec(UInt(8), 4));

            p.Loop("word", p.Argument("words"), _ =>
            {
                var positive = Max(x.Read(), 0);
                y.Write((positive * positive).RoundShift(4));
            });
        });

        try
        {
            WithoutSaturate();
        }
        catch (DiagnosticException exception)
        {
            output.WriteLine(exception.Message);
        }
        // end of snippet
    }

    private static void Resources(TextWriter output)
    {
        // snippet: resources
        var design = Design.Of(Network.Of(SquaredRelu(columns: 768, lanes: 16, shift: 4, narrow: Wrapped)));
        var use = ResourceEstimator.Estimate(design).Total;
        output.WriteLine($"{use.Lut} LUT, {use.FlipFlop} FF, {use.Dsp} DSP");
        // end of snippet
    }

    private static (SystemVerilogDesign SystemVerilog, VitisHlsDesign Cpp) Emit()
    {
        var folder = Directory.CreateTempSubdirectory("millrace_").FullName;
        try
        {
            // snippet: emit
            var design = Design.Of(Network.Of(SquaredRelu(columns: 768, lanes: 16, shift: 4, narrow: Wrapped)));
            var systemVerilog = SystemVerilogEmitter.Emit(design);
            systemVerilog.WriteTo(Directory.CreateDirectory(Path.Combine(folder, "systemverilog")).FullName);
            var cpp = VitisHlsEmitter.Emit(design);
            cpp.WriteTo(Path.Combine(folder, "vitis-hls"));
            // end of snippet
            return (systemVerilog, cpp);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
