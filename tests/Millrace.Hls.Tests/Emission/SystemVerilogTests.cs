using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests.Emission;

/// <summary>The text of emitted SystemVerilog, and what has none.</summary>
public class SystemVerilogTests
{
    private static Process Accumulate() => Process.Define("accumulate", p =>
    {
        var x = p.In("x", Int(8));
        var sum = p.Out("sum", Int(20));
        p.Loop("row", p.Argument("rows"), _ =>
        p.Loop("word", 12, word =>
        {
            var held = p.Register("held", Int(20));
            var next = (Select(word.IsFirst, 0, held) + x.Read()).Wrap(Int(20));
            held.Set(next);
            sum.Write(next, when: word.IsLast);
        }));
    });

    private static Design Sums() => Design.Of(Network.Define("sums", n => n.Out("sum", n.Add(Accumulate(), n.In("x", Int(8))))));

    [Fact]
    public void TheTextIsTheSameOnEveryRun()
    {
        var (one, other) = (SystemVerilogEmitter.Emit(Sums()), SystemVerilogEmitter.Emit(Sums()));
        Assert.Equal(one.Files, other.Files);
    }

    [Fact]
    public void NamesAndPositionsAreTheAuthors()
    {
        var text = SystemVerilogEmitter.Emit(Sums()).Files["sums_accumulate.sv"];
        Assert.Contains("// accumulate: process 'accumulate', SystemVerilogTests.cs:", text, StringComparison.Ordinal);
        Assert.Contains("logic [3:0] i_word;  // 12 times, SystemVerilogTests.cs:", text, StringComparison.Ordinal);
        Assert.Contains("input  logic [15:0] arg_rows,", text, StringComparison.Ordinal);
        Assert.Contains("mr_fifo #(.WIDTH(8), .DEPTH(2), .LATENCY(1), .KIND(\"table\")) x_fifo (", text, StringComparison.Ordinal);
        Assert.Contains("r_held <= held_next", text.Replace("r_held_next", "held_next", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void LanesAreLoopsAndNotText()
    {
        Assert.True(Length(64) < Length(8) + 400);

        static int Length(int lanes) => SystemVerilogEmitter.Emit(Design.Of(Network.Define("double", n =>
            n.Out("y", n.Add(Process.Define("double", p =>
            {
                var x = p.In("x", Vec(Int(8), lanes));
                var y = p.Out("y", Vec(Int(9), lanes));
                p.Loop("i", p.Argument("count"), _ =>
                {
                    var v = x.Read();
                    y.Write(v + v);
                });
            }), n.In("x", Vec(Int(8), lanes))))))).Files["double_double.sv"].Length;
    }

    [Fact]
    public void ADivisionOfWhatCanBeNegativeIsRefused() => Assert.Contains(
        "MR0501: process 'p' divides '(i - 3)', which can be negative; SystemVerilog is emitted of divisions from 0 on",
        Refusal(p => p.Loop("i", 8, i => p.Out("y", Int(8)).Write((i - 3).Divide(2).ToValue()))), StringComparison.Ordinal);

    [Fact]
    public void AMemoryThatAnswersInTheNextCycleIsRefused()
    {
        var memory = new OffChipMemory("fast", Int(8), 16, new OffChipTiming(ReadLatency: 1, WriteLatency: 1));
        var reader = Process.Define("reader", p =>
        {
            var port = p.LoadPort("memory", Int(8));
            var y = p.Out("y", Int(8));
            p.Loop("i", 16, i => y.Write(port.Load(i)));
        });
        var design = Design.Of(Network.Define("n", n => n.Out("y", n.Add(reader, memory))));
        Assert.Contains(
            "MR0502: off-chip memory 'fast' has a read latency of 1; SystemVerilog is emitted of 2 and more",
            Assert.Throws<DiagnosticException>(() => SystemVerilogEmitter.Emit(design)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AProductThatHasLessTimeThanASliceIsRefused()
    {
        var square = Process.Define("square", p =>
        {
            var x = p.In("x", Int(8));
            var y = p.Out("y", Int(16));
            p.Loop("i", 4, _ =>
            {
                var v = x.Read();
                y.Write(v * v);
            });
        });
        var design = Design.Of(
            Network.Define("n", n => n.Out("y", n.Add(square, n.In("x", Int(8))))), new OperationLatencies { Multiply = 2 });
        Assert.Contains(
            "MR0504: Multiply to Int(16) has a latency of 2; SystemVerilog is emitted of 3 and more",
            Assert.Throws<DiagnosticException>(() => SystemVerilogEmitter.Emit(design)).Message, StringComparison.Ordinal);
    }

    private static string Refusal(Action<ProcessBuilder> body)
    {
        var process = Process.Define("p", body);
        var design = Design.Of(Network.Define("n", n => n.Out("y", n.Add(process))));
        return Assert.Throws<DiagnosticException>(() => SystemVerilogEmitter.Emit(design)).Message;
    }
}
