using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>What is said of networks that cannot progress.</summary>
public class DeadlockReportTests
{
    private static readonly ScalarType T = Int(8);

    [Fact]
    public void ATooShallowPathThatMeetsAnotherNamesTheDepthItNeeds()
    {
        var network = Network.Define("reconvergent", n =>
        {
            var (fast, slow) = n.Add(Process.Define("fork", p =>
            {
                var (x, fast, slow) = (p.In("x", T), p.Out("fast", T), p.Out("slow", T));
                p.Loop("i", 8, i =>
                {
                    var v = x.Read();
                    fast.Write(v);
                    slow.Write(v, i.IsLast);
                });
            }), n.In("x", T));
            n.Out("y", n.Add(Process.Define("join", p =>
            {
                var (fast, slow, y) = (p.In("fast", T), p.In("slow", T), p.Out("y", Int(9)));
                p.Loop("i", 8, i => y.Write(fast.Read() + slow.Read(i.IsFirst)));
            }), fast.WithDepth(2), slow));
        });
        Says(
            network,
            """
            MR0402: network 'reconvergent' cannot progress: 2 processes wait
              fork (after 2 firings) waits for room in 'fork.fast', which holds 2 of 2
              join (after 0 firings) waits for an element of 'fork.slow', which is empty
              circle of waits: fork -> join -> fork
              smallest depths that cure it: fork.fast = 8
            """);
    }

    [Fact]
    public void AWayBackWithoutAFirstElementIsBeyondDepth()
    {
        var network = Network.Define("loop", n =>
        {
            var back = n.Feedback("back", T);
            var (forward, y) = n.Add(Process.Define("ahead", p =>
            {
                var (back, forward, y) = (p.In("back", T), p.Out("forward", T), p.Out("y", T));
                p.Loop("i", 4, _ =>
                {
                    var v = back.Read();
                    forward.Write(v);
                    y.Write(v);
                });
            }), back);
            n.Connect(back, n.Add(Process.Define("behind", p =>
            {
                var (x, y) = (p.In("x", T), p.Out("y", T));
                p.Loop("i", 4, _ => y.Write(x.Read()));
            }), forward));
            n.Out("y", y);
        });
        Says(
            network,
            """
            MR0402: network 'loop' cannot progress: 2 processes wait
              ahead (after 0 firings) waits for an element of 'back', which is empty
              behind (after 0 firings) waits for an element of 'ahead.forward', which is empty
              circle of waits: ahead -> behind -> ahead
              no depth cures this: every process of the circle waits for the next; let one of them write before it reads, by a guard on its first reads
            """);
    }

    [Fact]
    public void ABufferWhoseReaderReleasesTooLittle()
    {
        var network = Network.Define("buffered", n =>
        {
            var buffer = n.Add(Process.Define("filling", p =>
            {
                var buffer = p.BufferOut("buffer", T, 2);
                p.Loop("block", 4, _ => p.Loop("i", 2, i =>
                {
                    buffer.Write(i, 1);
                    buffer.Block(i.IsFirst, i.IsLast);
                }));
            }));
            n.Out("y", n.Add(Process.Define("emptying", p =>
            {
                var (buffer, y) = (p.BufferIn("buffer", T, 2), p.Out("y", T));
                p.Loop("block", 4, block => p.Loop("i", 2, i =>
                {
                    y.Write(buffer.Read(i));
                    buffer.Block(i.IsFirst, block.IsLast & i.IsLast);
                }));
            }), (Wire)buffer));
        });
        Says(
            network,
            """
            MR0402: network 'buffered' cannot progress: 2 processes wait
              filling (after 4 firings) waits for a free block of buffer 'filling.buffer', all 2 are in use
              emptying (after 4 firings) waits for a full block of buffer 'filling.buffer'
              circle of waits: filling -> emptying -> filling
              no depth cures this: a block is never released, or the buffer needs more blocks (WithBlocks)
            """);
    }

    [Fact]
    public void AReaderOfMoreThanIsWritten()
    {
        var network = Network.Define("short", n =>
        {
            var y = n.Add(Process.Define("writer", p =>
            {
                var y = p.Out("y", T);
                p.Loop("i", 1, _ => y.Write(1));
            }));
            n.Out("y", n.Add(Process.Define("reader", p =>
            {
                var (x, y) = (p.In("x", T), p.Out("y", T));
                p.Loop("i", 2, _ => y.Write(x.Read()));
            }), y));
        });
        Says(
            network,
            """
            MR0402: network 'short' cannot progress: 1 process waits
              reader (after 1 firing) waits for an element of 'writer.y', which is empty
              no depth cures this: more elements are read than are written; compare the trip counts and guards at both ends
            """);
    }

    [Fact]
    public void ChannelsOfNestedNetworksAreNamedByTheirPath()
    {
        var inner = Network.Define("inner", n => n.Out("y", n.Add(Process.Define("reader", p =>
        {
            var (x, y) = (p.In("x", T), p.Out("y", T));
            p.Loop("i", 2, _ => y.Write(x.Read()));
        }), n.In("x", T))));
        var network = Network.Define("outer", n =>
        {
            var one = n.Add("one", inner, n.Add(Process.Define("writer", p => p.Out("y", T).Write(1))));
            n.Out("y", n.Add("two", inner, one));
        });
        Says(
            network,
            """
            MR0402: network 'outer' cannot progress: 2 processes wait
              one.reader (after 1 firing) waits for an element of 'writer.y', which is empty
              two.reader (after 1 firing) waits for an element of 'one.reader.y', which is empty
              no depth cures this: more elements are read than are written; compare the trip counts and guards at both ends
            """);
    }

    private static void Says(Network network, string expected)
    {
        var e = Assert.Throws<DeadlockException>(() => new Simulator(network).Time(Launch.None));
        Assert.Equal(expected.ReplaceLineEndings("\n"), e.Message);
    }
}
