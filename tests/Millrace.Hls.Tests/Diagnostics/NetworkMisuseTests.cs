using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Parts joined wrongly: MR03xx.</summary>
public class NetworkMisuseTests
{
    private static readonly Process Pass = Process.Define("pass", p =>
    {
        var (x, y) = (p.In("x", Int(8)), p.Out("y", Int(8)));
        p.Loop("i", 4, _ => y.Write(x.Read()));
    });

    private static readonly Process Load = Process.Define("load", p =>
    {
        var (memory, y) = (p.LoadPort("memory", Int(8)), p.Out("y", Int(8)));
        p.Loop("i", 4, i => y.Write(memory.Load(i)));
    });

    private static Process Filling(int words) => Process.Define("filling", p =>
    {
        var b = p.BufferOut("b", Int(8), words);
        p.Loop("i", 4, i =>
        {
            b.Write(0, 1);
            b.Block(i.IsFirst, i.IsLast);
        });
    });

    private static Process Emptying(int words) => Process.Define("emptying", p =>
    {
        var (b, y) = (p.BufferIn("b", Int(8), words), p.Out("y", Int(8)));
        p.Loop("i", 4, i =>
        {
            y.Write(b.Read(0));
            b.Block(i.IsFirst, i.IsLast);
        });
    });

    [Fact]
    public void AChannelWithTwoReaders() => Misuse.Says(
        "MR0301: network 'n': channel 'x' is read here and at {first}; a channel has one reader: add a fork",
        m => Network.Define("n", n =>
        {
            var x = n.In("x", Int(8));
            m.First(); n.Out("y", n.Add("a", Pass, x));
            m.Bad(); n.Out("z", n.Add("b", Pass, x));
        }));

    [Fact]
    public void AChannelWithoutAReader() => Misuse.Says(
        "MR0302: network 'n': channel 'pass.y' has no reader; join it to a part or make it an output",
        m => Network.Define("n", n =>
        {
            m.Bad(); n.Add(Pass, n.In("x", Int(8)));
        }));

    [Fact]
    public void TwoPartsOfOneName() => Misuse.Says(
        "MR0303: network 'n': 'pass' is added twice; give one of them a name of its own",
        m => Network.Define("n", n =>
        {
            var y = n.Add(Pass, n.In("x", Int(8)));
            m.Bad(); n.Out("y", n.Add(Pass, y));
        }));

    [Fact]
    public void TooFewInputs() => Misuse.Says(
        "MR0304: network 'n': 'pass' takes 1 inputs (x) and was given 0; give them in that order",
        m => Network.Define("n", n =>
        {
            m.Bad(); n.Out("y", n.Add(Pass));
        }));

    [Fact]
    public void AProcessAloneWithoutItsMemory()
    {
        var diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => Network.Of(Load)).Diagnostics);
        Assert.Equal("MR0304: network 'load': 'load' takes 1 inputs (memory) and was given 0; give them in that order", $"{diagnostic.Id}: {diagnostic.Message}");
        Assert.Equal("NetworkMisuseTests.cs", Path.GetFileName(diagnostic.Position.File));
    }

    [Fact]
    public void ImpossibleDepths()
    {
        Says("MR0305: network 'n': channel 'x' was given a depth of 0; at least 1 is needed", w => w.WithDepth(0));
        Says("MR0305: network 'n': channel 'x' was given room for -1 elements more; 0 is the least", w => w.WithRoom(-1));
        Says("MR0305: network 'n': buffer 'x' was given 0 blocks; at least 1 is needed", w => w.WithBlocks(0));
        Says("MR0306: network 'n': channel 'x' was given the latencies 1 and 0; each is at least 1 cycle", w => w.WithLatency(1, 0));

        static void Says(string expected, Action<Wire> set)
        {
            var e = Assert.Throws<DiagnosticException>(() => Network.Define("n", n => set(n.In("x", Int(8)))));
            var diagnostic = Assert.Single(e.Diagnostics);
            Assert.Equal(expected, $"{diagnostic.Id}: {diagnostic.Message}");
            Assert.Equal("NetworkMisuseTests.cs", Path.GetFileName(diagnostic.Position.File));
        }
    }

    [Fact]
    public void DepthsAreBlamedWhereTheyAreSet() => Misuse.Says(
        "MR0305: network 'n': channel 'x' was given a depth of -3; at least 1 is needed",
        m => Network.Define("n", n =>
        {
            var x = n.In("x", Int(8));
            m.Bad(); x.WithDepth(-3);
        }));

    [Fact]
    public void MemoriesThatCannotBe()
    {
        Misuse.Says(
            "MR0307: off-chip memory 'm' has 4 words of Vec(Int(9), 2); at least 1 word of elements of 8, 16, 32 or 64 bits is needed",
            m =>
            {
                m.Bad(); _ = new OffChipMemory("m", Vec(Int(9), 2), 4, new OffChipTiming());
            });
        Misuse.Says(
            "MR0315: off-chip memory 'm' was given OffChipTiming { ReadLatency = 0, WriteLatency = 32, CyclesNumerator = 1, CyclesDenominator = 1 }; latencies and both terms of the rate are at least 1",
            m =>
            {
                m.Bad(); _ = new OffChipMemory("m", Int(8), 4, new OffChipTiming(ReadLatency: 0));
            });
        Misuse.Says(
            "MR0315: words of 4 bytes at 0 bytes per second and a clock of 300000000 Hz were given; all three are at least 1",
            m =>
            {
                m.Bad(); OffChipTiming.FromBandwidth(4, 0, 300_000_000);
            });
    }

    [Fact]
    public void OutputsThatAreNotThere()
    {
        Misuse.Says("MR0308: 'pass' has no output 'q'; it has 'y'".Insert(8, "network 'n': "), m => Network.Define("n", n =>
        {
            var pass = n.Add(Pass, n.In("x", Int(8)));
            m.Bad(); n.Out("y", pass["q"]);
        }));
        Misuse.Says("MR0308: network 'n': 'pass' has 1 outputs where 2 are wanted; deconstruct as many or choose them by name", m => Network.Define("n", n =>
        {
            var pass = n.Add(Pass, n.In("x", Int(8)));
            m.Bad(); var (_, _) = pass;
        }));
        var none = Process.Define("none", p => p.In("x", Int(8)).Read());
        Misuse.Says("MR0308: network 'n': 'none' has 0 outputs where one is wanted; deconstruct them or choose one by name", m => Network.Define("n", n =>
        {
            var added = n.Add(none, n.In("x", Int(8)));
            m.Bad(); n.Out("y", added);
        }));
    }

    [Fact]
    public void FeedbackWithoutOneWriter()
    {
        Misuse.Says("MR0309: network 'n': channel 'back' has no writer; give it one with Connect", m => Network.Define("n", n =>
        {
            m.Bad(); var back = n.Feedback("back", Int(8));
            n.Out("y", n.Add(Pass, back));
        }));
        Misuse.Says("MR0309: network 'n': channel 'x' already has a writer; only a wire made by Feedback can be connected, and once", m => Network.Define("n", n =>
        {
            var x = n.In("x", Int(8));
            var y = n.Add(Pass, x);
            m.Bad(); n.Connect(x, y);
        }));
        Misuse.Says("MR0309: network 'n': channel 'back' was connected to 'other', which has no writer of its own; connect it to an output of a part", m => Network.Define("n", n =>
        {
            var (back, other) = (n.Feedback("back", Int(8)), n.Feedback("other", Int(8)));
            var y = n.Add(Pass, back);
            m.Bad(); n.Connect(back, other);
            n.Connect(other, y);
        }));
        Misuse.Says("MR0309: network 'n': output 'y' was given the feedback channel 'back'; a way back is read by a part: bring out an output of a part", m => Network.Define("n", n =>
        {
            var back = n.Feedback("back", Int(8));
            n.Connect(back, n.Add(Pass, n.In("x", Int(8))));
            m.Bad(); n.Out("y", back);
        }));
    }

    [Fact]
    public void TypesThatDiffer()
    {
        Misuse.Says("MR0310: network 'n': input channel 'x' of 'pass' takes Int(8) and was joined to 'x' of Int(9); the types must be equal", m => Network.Define("n", n =>
        {
            var x = n.In("x", Int(9));
            m.Bad(); n.Out("y", n.Add(Pass, x));
        }));
        Misuse.Says("MR0310: network 'n': channel 'back' of Int(9) was connected to 'x' of Int(8); the types must be equal", m => Network.Define("n", n =>
        {
            var back = n.Feedback("back", Int(9));
            n.Out("y", n.Add(Process.Define("wide", p => p.Out("y", Int(9)).Write(p.In("x", Int(9)).Read())), back));
            var x = n.In("x", Int(8));
            m.Bad(); n.Connect(back, x);
        }));
        Misuse.Says("MR0310: network 'n': input buffer 'b' of 'emptying' has blocks of 5 words and was joined to 'filling.b' with blocks of 4; the blocks must be equal", m => Network.Define("n", n =>
        {
            var b = n.Add(Filling(4));
            m.Bad(); n.Out("y", n.Add(Emptying(5), (Wire)b));
        }));
    }

    [Fact]
    public void KindsThatDiffer()
    {
        const string Remedy = "which is of another kind; channels, buffers and off-chip memories join only their own kind";
        var memory = new OffChipMemory("ddr", Int(8), 4, new OffChipTiming());
        Misuse.Says("MR0311: network 'n': input channel 'x' of 'pass' was joined to off-chip memory 'ddr', " + Remedy, m => Network.Define("n", n =>
        {
            m.Bad(); n.Out("y", n.Add(Pass, memory));
        }));
        Misuse.Says("MR0311: network 'n': load port 'memory' of 'load' was joined to 'x', " + Remedy, m => Network.Define("n", n =>
        {
            m.Bad(); n.Out("y", n.Add(Load, n.In("x", Int(8))));
        }));
        Misuse.Says("MR0311: network 'n': input channel 'x' of 'pass' was joined to 'filling.b', " + Remedy, m => Network.Define("n", n =>
        {
            m.Bad(); n.Out("y", n.Add(Pass, (Wire)n.Add(Filling(4))));
        }));
    }

    [Fact]
    public void AChannelOfAnotherNetwork() => Misuse.Says(
        "MR0312: network 'inner': channel 'x' belongs to another network; bring it out with Out and in with In",
        m => Network.Define("outer", n =>
        {
            var x = n.In("x", Int(8));
            n.Add(Network.Define("inner", i =>
            {
                m.Bad(); i.Out("y", i.Add(Pass, x));
            }));
        }));

    [Fact]
    public void ABufferAtTheBorderToTheHost() => Misuse.Says(
        "MR0313: network 'n': output buffer 'b' is at the border to the host, which has channels only; join it to a process inside",
        m => Design.Of(Network.Define("n", n =>
        {
            m.Bad(); n.Out("b", n.Add(Filling(4)));
        })));

    [Fact]
    public void AnInputJoinedToAnOutput() => Misuse.Says(
        "MR0314: network 'n': output 'y' comes straight from an input; put a process between them or leave both out",
        m =>
        {
            m.Bad(); Design.Of(Network.Define("n", n => n.Out("y", n.In("x", Int(8)))));
        });

    [Fact]
    public void AMemoryWithTwoLoads() => Misuse.Says(
        "MR0316: network 'n': off-chip memory 'ddr' is loaded from by 'a' and 'b'; it has one port for that: let one process serve the others, or split the memory",
        m =>
        {
            m.Bad(); var memory = new OffChipMemory("ddr", Int(8), 4, new OffChipTiming());
            Design.Of(Network.Define("n", n =>
            {
                n.Out("x", n.Add("a", Load, memory));
                n.Out("y", n.Add("b", Load, memory));
            }));
        });

    [Fact]
    public void ProcessErrorsComeThroughUnchanged() => Misuse.Says(
        "MR0206: process 'p': loop 'i' has 0 iterations; at least 1 is needed",
        m => Network.Define("n", n => n.Add(Process.Define("p", p =>
        {
            m.Bad(); p.Loop("i", 0, _ => { });
        }))));
}
