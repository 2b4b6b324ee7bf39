using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Ports, registers, memories and loops of a process used wrongly: MR02xx.</summary>
public class ProcessMisuseTests
{
    [Fact]
    public void AnInputReadTwice() => Misuse.Says(
        "MR0201: process 'p': input channel 'x' is read here and at {first}; do it in one place, with a guard or a wider type",
        m => Process.Define("p", p =>
        {
            var x = p.In("x", Int(8));
            p.Loop("i", 4, i =>
            {
                m.First(); x.Read(i.IsFirst);
                m.Bad(); x.Read(i.IsLast);
            });
        }));

    [Fact]
    public void AnOutputWrittenTwice() => Misuse.Says(
        "MR0202: process 'p': output channel 'y' is written here and at {first}; do it in one place, with a guard or a wider type",
        m => Process.Define("p", p =>
        {
            var y = p.Out("y", Int(8));
            m.First(); y.Write(1);
            m.Bad(); y.Write(2);
        }));

    [Fact]
    public void ARegisterSetTwice() => Misuse.Says(
        "MR0202: process 'p': register 'r' is set here and at {first}; choose the value with Select and set it once",
        m => Misuse.Body((p, x) =>
        {
            var r = p.Register("r", Int(8));
            m.First(); r.Set(x);
            m.Bad(); r.Set(1);
        }));

    [Fact]
    public void NarrowingInSilence()
    {
        Misuse.Says(
            "MR0203: process 'p': register 'r' of Int(4) was given Int(8); narrowing must be written: Wrap, Saturate or RoundShift",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); p.Register("r", Int(4)).Set(x);
            }));
        Misuse.Says(
            "MR0203: process 'p': store port 'm' of UInt(8) was given Int(8); narrowing must be written: Wrap, Saturate or RoundShift",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); p.StorePort("m", UInt(8)).Store(0, x);
            }));
    }

    [Fact]
    public void ContentsThatDoNotFit()
    {
        Misuse.Says(
            "MR0203: process 'p': register 'r' of type Int(4) starts with 8, which it cannot hold",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); p.Register("r", Int(4), 8).Set(1);
            }));
        Misuse.Says(
            "MR0203: process 'p': table 't' of type UInt(4) was given the entry -1, which it cannot hold",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Table("t", UInt(4), [1, -1]);
            }));
        Misuse.Says(
            "MR0203: process 'p': memory 'm' of Int(4) was given 99 as contents, which it cannot hold",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Memory("m", Int(4), 2, initial: [0, 99]).Read(0);
            }));
    }

    [Fact]
    public void ADistanceOfNothing() => Misuse.Says(
        "MR0204: process 'p': memory 'm': a distance of 0 firings between write and read was given; at least 1 is needed",
        m => Process.Define("p", p =>
        {
            m.Bad(); p.Memory("m", Int(4), 1, distance: 0, initial: [1]).Read(0);
        }));

    [Fact]
    public void ASecondLoopAtTheSameLevel() => Misuse.Says(
        "MR0205: process 'p': loop 'j' follows loop 'i' at the same level; a process has one nest: join them or make two processes",
        m => Process.Define("p", p =>
        {
            p.Loop("i", 4, _ => { });
            m.Bad(); p.Loop("j", 4, _ => { });
        }));

    [Fact]
    public void ALoopWithoutIterations() => Misuse.Says(
        "MR0206: process 'p': loop 'i' has 0 iterations; at least 1 is needed",
        m => Process.Define("p", p =>
        {
            m.Bad(); p.Loop("i", 0, _ => { });
        }));

    [Fact]
    public void SomethingDoneOutsideTheInnermostLoop() => Misuse.Says(
        "MR0207: process 'p': something is read, written or set outside the innermost loop 'j'; move it inside and guard it with IsFirst or IsLast",
        m => Process.Define("p", p =>
        {
            var y = p.Out("y", Int(8));
            p.Loop("i", 4, i =>
            {
                p.Loop("j", 4, _ => { });
                m.Bad(); y.Write(1);
            });
        }));

    [Fact]
    public void MemoriesWithoutAShape()
    {
        Misuse.Says(
            "MR0208: process 'p': 'm' has 0 words; at least 1 is needed",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Memory("m", Int(4), 0, initial: []).Read(0);
            }));
        Misuse.Says(
            "MR0209: process 'p': 'm' has words of type Vec(Int(4), 4) in 3 parts; the parts must divide the 4 lanes",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Memory("m", Vec(Int(4), 4), 1, parts: 3, initial: [1, 2, 3, 4]).Read(0);
            }));
    }

    [Fact]
    public void TwoPortsOfOneName() => Misuse.Says(
        "MR0210: process 'p': port 'x' is declared twice; names must differ",
        m => Process.Define("p", p =>
        {
            p.In("x", Int(8)).Read();
            m.Bad(); p.Out("x", Int(8)).Write(1);
        }));

    [Fact]
    public void PortsThatAreNotUsed()
    {
        Misuse.Says(
            "MR0211: process 'p': input channel 'x' is declared but never read; use it or drop it",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.In("x", Int(8));
            }));
        Misuse.Says(
            "MR0211: process 'p': output channel 'y' is declared but never written; use it or drop it",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Out("y", Int(8));
            }));
        Misuse.Says(
            "MR0211: process 'p': load port 'm' is declared but never loaded from; use it or drop it",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.LoadPort("m", Int(8));
            }));
        Misuse.Says(
            "MR0211: process 'p': input buffer 'b' is declared but never given its Block guards; use it or drop it",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.BufferIn("b", Int(8), 4).Read(0);
            }));
        Misuse.Says(
            "MR0211: process 'p': output buffer 'b' is declared but never written; use it or drop it",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.BufferOut("b", Int(8), 4).Block(Guard.Always, Guard.Always);
            }));
        Misuse.Says(
            "MR0211: process 'p': memory 'm' is never written; drop it or give it contents",
            m => Process.Define("p", p =>
            {
                m.Bad(); p.Memory("m", Int(8), 4).Read(0);
            }));
    }

    [Fact]
    public void ARegisterThatIsNeverSet() => Misuse.Says(
        "MR0212: process 'p': register 'r' is never set; use a constant",
        m => Process.Define("p", p =>
        {
            m.Bad(); p.Register("r", Int(8));
        }));

    [Fact]
    public void MoreAccessesThanPorts()
    {
        Misuse.Says(
            "MR0213: process 'p': memory 'm' has one read port and is read here and at {first}; read it in one place and choose the address",
            m => Process.Define("p", p =>
            {
                var memory = p.Memory("m", Int(8), 2, initial: [1, 2]);
                m.First(); memory.Read(0);
                m.Bad(); memory.Read(1);
            }));
        Misuse.Says(
            "MR0213: process 'p': memory 'm' has one write port and is written here and at {first}; write it in one place and choose address and value",
            m => Process.Define("p", p =>
            {
                var memory = p.Memory("m", Int(8), 2);
                memory.Read(0);
                m.First(); memory.Write(0, 1);
                m.Bad(); memory.Write(1, 1);
            }));
        Misuse.Says(
            "MR0213: process 'p': input buffer 'b' has one port to be read through and is read here and at {first}; do it in one place and choose the address",
            m => Process.Define("p", p =>
            {
                var b = p.BufferIn("b", Int(8), 2);
                b.Block(Guard.Always, Guard.Always);
                m.First(); b.Read(0);
                m.Bad(); b.Read(1);
            }));
        Misuse.Says(
            "MR0213: process 'p': output buffer 'b' has one port to be written through and is written here and at {first}; do it in one place and choose the address",
            m => Process.Define("p", p =>
            {
                var b = p.BufferOut("b", Int(8), 2);
                b.Block(Guard.Always, Guard.Always);
                m.First(); b.Write(0, 1);
                m.Bad(); b.Write(1, 1);
            }));
    }

    [Fact]
    public void LanesThatDoNotFit()
    {
        Misuse.Says(
            "MR0214: process 'p': register 'r' takes 4 lanes and was given the scalar Int(8); use Repeat(4)",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); p.Register("r", Vec(Int(8), 4)).Set(x);
            }));
        Misuse.Says(
            "MR0214: process 'p': register 'r' takes 1 lanes and was given Vec(Int(8), 2); use Slice, Repeat or Concat",
            m => Misuse.Body((p, x) =>
            {
                m.Bad(); p.Register("r", Int(8)).Set(x.Repeat(2));
            }));
    }

    [Fact]
    public void AValueOfAnotherProcess()
    {
        Value stolen = 0;
        Misuse.Body((_, x) => stolen = x);
        Misuse.Says(
            "MR0215: process 'q': a value of type Int(8) of process 'p' is used here; values do not leave their process: send it through a channel",
            m => Process.Define("q", q =>
            {
                var y = q.Out("y", Int(9));
                m.Bad(); y.Write(stolen + 1);
            }));
    }

    [Fact]
    public void ALoopIndexOfAnotherProcess()
    {
        LoopIndex? stolen = null;
        Process.Define("p", p => p.Loop("row", 4, i => stolen = i));
        const string Says = "MR0216: process 'q': the index of loop 'row' is used outside that loop's process; indices do not leave their process: give this one a loop of its own";
        Misuse.Says(Says, m => Process.Define("q", q =>
        {
            var y = q.Out("y", Int(9));
            m.Bad(); y.Write(1, when: stolen! < 3);
        }));
        Misuse.Says(Says, m => Process.Define("q", q =>
        {
            m.Bad(); q.Loop("i", stolen! + 1, _ => { });
        }));
        Misuse.Says(Says, m => Process.Define("q", q =>
        {
            var y = q.Out("y", Int(9));
            m.Bad(); y.Write(stolen!.ToValue() + 1);
        }));
    }

    [Fact]
    public void AnIndexDividedByNothing() => Misuse.Says(
        "MR0217: process 'p': an index expression is divided by 0; a positive constant is needed",
        m => Process.Define("p", p => p.Loop("i", 4, i =>
        {
            m.Bad(); i.Modulo(0);
        })));

    [Fact]
    public void ContentsOfTheWrongSize() => Misuse.Says(
        "MR0218: process 'p': memory 'm' of 2 words of Vec(Int(8), 2) was given 3 lanes as contents; 4 are needed",
        m => Process.Define("p", p =>
        {
            m.Bad(); p.Memory("m", Vec(Int(8), 2), 2, initial: [1, 2, 3]).Read(0);
        }));

    [Fact]
    public void AChannelThatNothingEverPasses()
    {
        Misuse.Says(
            "MR0219: process 'p': output channel 'y' is written in no firing at all, which starves its other end; give it a guard that holds at times or drop the port",
            m => Process.Define("p", p =>
            {
                var y = p.Out("y", Int(8));
                m.Bad(); y.Write(1, Guard.Never);
            }));
        Misuse.Says(
            "MR0219: process 'p': input channel 'x' is read in no firing at all, which starves its other end; give it a guard that holds at times or drop the port",
            m => Process.Define("p", p =>
            {
                var x = p.In("x", Int(8));
                m.Bad(); x.Read(Guard.Never & Guard.Always);
            }));
        Misuse.Says(
            "MR0219: process 'p': a block of input buffer 'b' is released in no firing at all, which starves its other end; give it a guard that holds at times or drop the port",
            m => Process.Define("p", p =>
            {
                var b = p.BufferIn("b", Int(8), 4);
                b.Read(0);
                m.Bad(); b.Block(Guard.Always, Guard.Never);
            }));
    }

    [Fact]
    public void APortUsedAfterItsProcessWasDefined()
    {
        InPort? port = null;
        Process.Define("p", p => (port = p.In("x", Int(8))).Read());
        Misuse.Says(
            "MR0220: something of process 'p' is read, written or set after the process was defined; each process uses its own ports, registers and memories",
            m => Process.Define("q", q =>
            {
                m.Bad(); port!.Read();
            }));
    }

    [Fact]
    public void EverythingFoundIsReportedTogether()
    {
        var e = Assert.Throws<DiagnosticException>(() => Process.Define("p", p =>
        {
            p.In("x", Int(8));
            p.Register("r", Int(8), 300);
            _ = Constant([1, 2]) + Constant([1, 2, 3]);
        }));
        Assert.Equal(["MR0203", "MR0104"], e.Diagnostics.Select(d => d.Id));
        e = Assert.Throws<DiagnosticException>(() => Process.Define("p", p =>
        {
            p.In("x", Int(8));
            p.Register("r", Int(8), 300);
        }));
        Assert.Equal(["MR0203", "MR0211", "MR0212"], e.Diagnostics.Select(d => d.Id));
        Assert.All(e.Diagnostics, d => Assert.Matches(@"^ProcessMisuseTests\.cs:\d+: MR0\d+: process 'p': ", d.ToString()));
    }
}
