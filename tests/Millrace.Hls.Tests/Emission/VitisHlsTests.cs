using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests.Emission;

/// <summary>The text of emitted C++, and what has none. That it has the right bits is tested where g++ is run.</summary>
public class VitisHlsTests
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
    public void TheTextIsTheSameOnEveryRun() => Assert.Equal(VitisHlsEmitter.Emit(Sums()).Files, VitisHlsEmitter.Emit(Sums()).Files);

    [Fact]
    public void AProcessIsAFunctionWithTheAuthorsNamesAndLines()
    {
        const string Expected = """
            static void accumulate(
                hls::stream<ap_int<8>>& x,
                hls::stream<ap_int<20>>& sum,
                int rows) {
              ap_int<20> held = 0;
              row:
              for (int row = 0; row < rows; ++row) {  // VitisHlsTests.cs:12
                word:
                for (int word = 0; word < 12; ++word) {  // VitisHlsTests.cs:13
            #pragma HLS pipeline II=1
                  const ap_int<8> x_value = x.read();  // VitisHlsTests.cs:16
                  held = ap_int<20>((word == 0 ? ap_int<20>(0) : held) + x_value);  // VitisHlsTests.cs:17
                  if (word == 11)
                    sum.write(held);  // VitisHlsTests.cs:18
                }
              }
            }

            """;
        Assert.EndsWith(
            Expected.ReplaceLineEndings("\n"), VitisHlsEmitter.Emit(Sums()).Files["src/accumulate.h"], StringComparison.Ordinal);
    }

    [Fact]
    public void VariablesAreCalledWhatTheirAuthorCalledThem()
    {
        var text = Text("p", p => p.Loop("i", 8, _ =>
        {
            var (x, y, twice) = (p.In("x", Vec(Int(8), 4)), p.Out("y", Vec(Int(9), 4)), p.Out("twice", Vec(Int(10), 4)));
            var v = x.Read();
            var two = v + v;
            y.Write(two);
            twice.Write(two + two);
        }));
        Assert.Contains("two[lane] = x_word[lane] + x_word[lane];", text, StringComparison.Ordinal);
        Assert.Contains("twice_word[lane] = two[lane] + two[lane];", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LanesAreLoopsAndNotText()
    {
        Assert.True(Length(64) < Length(8) + 40);

        static int Length(int lanes) => Text("double", p =>
        {
            var x = p.In("x", Vec(Int(8), lanes));
            var y = p.Out("y", Vec(Int(9), lanes));
            p.Loop("i", p.Argument("count"), _ =>
            {
                var v = x.Read();
                y.Write(v + v);
            });
        }).Length;
    }

    [Fact]
    public void MemoriesAreKeptInWhatTheResourceEstimateCounts()
    {
        var text = Text("p", p =>
        {
            var (x, y) = (p.In("x", Vec(Int(8), 4)), p.Out("y", Vec(Int(8), 4)));
            var (small, large) = (p.Memory("small", Vec(Int(8), 4), 8, parts: 2), p.Memory("large", Vec(Int(18), 4), 4096, distance: 3));
            p.Loop("i", 64, i =>
            {
                small.Write(i.Modulo(8), x.Read().Slice(0, 2), part: i.Modulo(2));
                large.Write(i * 2, small.Read(i.Modulo(8)));
                y.Write(large.Read(i).Wrap(Int(8)));
            });
        });
        string[] expected =
        [
            "static ap_int<8> small[8][2][2];", "array_partition variable=small dim=2 type=complete",
            "array_reshape variable=small dim=3 type=complete", "bind_storage variable=small type=ram_s2p impl=lutram",
            "static ap_int<18> large[4096][4];", "array_reshape variable=large dim=2 type=complete",
            "bind_storage variable=large type=ram_s2p impl=uram",
            "dependence variable=large type=inter direction=RAW distance=3 true",
        ];
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
    }

    [Fact]
    public void ChannelsAndInterfacesAreThoseOfTheNetwork()
    {
        var memory = new OffChipMemory("memory", Vec(Int(8), 4), 32, new OffChipTiming(ReadLatency: 70));
        var copy = Process.Define("copy", p =>
        {
            var (port, y) = (p.LoadPort("memory", Vec(Int(8), 4)), p.Out("y", Vec(Int(8), 4)));
            p.Loop("i", p.Argument("count", 32), i => y.Write(port.Load(i)));
        });
        var pass = Process.Define("pass", p =>
        {
            var (x, y) = (p.In("x", Vec(Int(8), 4)), p.Out("y", Vec(Int(8), 4)));
            p.Loop("i", p.Argument("count", 32), _ => y.Write(x.Read()));
        });
        var emitted = VitisHlsEmitter.Emit(Design.Of(Network.Define("copies", n =>
        {
            Wire words = n.Add(copy, memory);
            n.Out("y", n.Add(pass, words.WithDepth(9)));
        })));
        string[] expected =
        [
            "    const ap_uint<32>* memory,", "#pragma HLS interface mode=axis port=y",
            "#pragma HLS interface mode=m_axi port=memory bundle=gmem_memory offset=slave depth=32 latency=70",
            "#pragma HLS interface mode=s_axilite port=count", "#pragma HLS interface mode=s_axilite port=return", "#pragma HLS dataflow",
            "#pragma HLS stream variable=copy_y depth=9", "#pragma HLS bind_storage variable=copy_y type=fifo impl=lutram",
            "  copy(memory, copy_y, count);\n  pass(copy_y, y, count);\n",
        ];
        Assert.All(expected, e => Assert.Contains(e, emitted.Files["src/copies.cpp"], StringComparison.Ordinal));
        Assert.Contains("sp=copies_1.memory:HBM[0]", emitted.Files["connectivity.cfg"], StringComparison.Ordinal);
        Assert.Contains(
            "xrt::bo memory_buffer(device, memory_bytes.size(), kernel.group_id(1));", emitted.Files["copies_host.cpp"], StringComparison.Ordinal);
    }

    [Fact]
    public void PartAndClockAreOptions()
    {
        var script = VitisHlsEmitter.Emit(Sums(), new VitisHlsOptions("xcvc1902-vsva2197-2MP-e-S", 250)).Files["run_hls.tcl"];
        Assert.Contains("set_part xcvc1902-vsva2197-2MP-e-S\ncreate_clock -period 4 ", script, StringComparison.Ordinal);
        Assert.Contains(
            "set_part xcu280-fsvh2892-2L-e\ncreate_clock -period 3.333 ", VitisHlsEmitter.Emit(Sums()).Files["run_hls.tcl"], StringComparison.Ordinal);
    }

    /// <summary>Taken in the second iteration and handed over in the last: C++ holds it for the whole loop.</summary>
    [Fact]
    public void ABlockThatIsTakenBehindTheFirstIterationIsHeldForTheLoop()
    {
        var code = VitisHlsEmitter.Emit(Design.Of(Blocks(j => j.Is(1)))).Files["src/write.h"];
        var (loop, block) = (code.IndexOf("for (", StringComparison.Ordinal), code.IndexOf("write_lock", StringComparison.Ordinal));
        Assert.InRange(block, loop, code.IndexOf("for (", loop + 1, StringComparison.Ordinal));
        Assert.Contains("MR0505", Assert.Throws<DiagnosticException>(() => VitisHlsEmitter.Emit(Design.Of(Blocks(j => j.Is(9))))).Message);

        static Network Blocks(Func<LoopIndex, Guard> begin)
        {
            var write = Process.Define("write", p =>
            {
                var b = p.BufferOut("b", Int(8), 4);
                p.Loop("i", 2, _ => p.Loop("j", 5, j =>
                {
                    b.Write(IndexExpression.Max(j - 1, 0), 1, when: j > 0);
                    b.Block(begin(j), j.IsLast);
                }));
            });
            var read = Process.Define("read", p =>
            {
                var (b, y) = (p.BufferIn("b", Int(8), 4), p.Out("y", Int(8)));
                p.Loop("i", 2, _ => p.Loop("j", 4, j =>
                {
                    y.Write(b.Read(j));
                    b.Block(j.IsFirst, j.IsLast);
                }));
            });
            return Network.Define("n", n => n.Out("y", n.Add(read, n.Add(write))));
        }
    }

    [Fact]
    public void ABlockThatIsTakenInTheMiddleIsRefused()
    {
        var write = Process.Define("write", p =>
        {
            var b = p.BufferOut("b", Int(8), 4);
            p.Loop("i", 8, i =>
            {
                b.Write(i.Modulo(4), 1);
                b.Block(begin: i.Modulo(4).Is(0), commit: i.Modulo(4).Is(3));
            });
        });
        var read = Process.Define("read", p =>
        {
            var (b, y) = (p.BufferIn("b", Int(8), 4), p.Out("y", Int(8)));
            p.Loop("i", 2, _ => p.Loop("j", 4, j =>
            {
                y.Write(b.Read(j));
                b.Block(j.IsFirst, j.IsLast);
            }));
        });
        var design = Design.Of(Network.Define("n", n => n.Out("y", n.Add(read, n.Add(write)))));
        Assert.EndsWith(
            "MR0505: process 'write' takes a block of output buffer 'b' where '(i % 4) == 0' and hands it over where '(i % 4) == 3'; "
            + "C++ is emitted of blocks that are held for whole iterations: name the first and the last iteration of the innermost loops",
            Assert.Throws<DiagnosticException>(() => VitisHlsEmitter.Emit(design)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChannelFromAProcessToItselfIsRefused()
    {
        var count = Process.Define("count", p =>
        {
            var (back, next, y) = (p.In("back", Int(8)), p.Out("next", Int(8)), p.Out("y", Int(8)));
            p.Loop("i", 8, i =>
            {
                var one = (back.Read(i > 0) + 1).Wrap(Int(8));
                next.Write(one, i < 7);
                y.Write(one);
            });
        });
        var design = Design.Of(Network.Define("n", n =>
        {
            var back = n.Feedback("back", Int(8));
            var (next, y) = n.Add(count, back);
            n.Connect(back, next);
            n.Out("y", y);
        }));
        Assert.EndsWith(
            "MR0506: channel 'back' leads from process 'count' back to itself; C++ is emitted of channels between two processes: "
            + "keep the elements in a register or memory",
            Assert.Throws<DiagnosticException>(() => VitisHlsEmitter.Emit(design)).Message, StringComparison.Ordinal);
    }

    private static string Text(string name, Action<ProcessBuilder> body) =>
        VitisHlsEmitter.Emit(Design.Of(Network.Of(Process.Define(name, body)))).Files.Values
            .Single(f => f.StartsWith($"// {name}: process '{name}'", StringComparison.Ordinal));
}
