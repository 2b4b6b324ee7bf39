using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Names are the author's, joined by dots, and do not change when something is added elsewhere.</summary>
public class NameTests
{
    private static readonly Process Pass = Process.Define("pass", p =>
    {
        var (x, y) = (p.In("x", Int(8)), p.Out("y", Int(8)));
        p.Loop("row", 2, _ => p.Loop("column", 3, _ => y.Write(x.Read())));
    });

    [Fact]
    public void InstancesAndChannelsAreNamedByTheirPath()
    {
        var design = Design.Of(Make(more: false));
        Assert.Equal(["front", "pair.first", "pair.pass"], design.Processes.Select(p => p.Path));
        Assert.Equal(["in", "front.y", "pair.first.y", "out"], design.Channels.Select(c => c.Name));
        Assert.Equal(["row", "column"], design.Processes[0].Process.Loops.Select(l => l.Name));
        Assert.Equal([(null, "front"), ("front", "pair.first"), ("pair.first", "pair.pass"), ("pair.pass", null)], design.Channels.Select(c => (c.Writer, c.Reader)));
    }

    [Fact]
    public void WhatIsAddedElsewhereChangesNoName()
    {
        var (before, after) = (Design.Of(Make(more: false)), Design.Of(Make(more: true)));
        Assert.Subset(after.Processes.Select(p => p.Path).ToHashSet(), before.Processes.Select(p => p.Path).ToHashSet());
        Assert.Subset(after.Channels.Select(c => c.Name).ToHashSet(), before.Channels.Select(c => c.Name).ToHashSet());
    }

    [Fact]
    public void AFeedbackChannelHasTheNameItWasGiven()
    {
        var network = Network.Define("n", n =>
        {
            var back = n.Feedback("back", Int(8)).WithDepth(7);
            var (y, again) = n.Add(Process.Define("p", p =>
            {
                var (b, y, again) = (p.In("b", Int(8)), p.Out("y", Int(8)), p.Out("again", Int(8)));
                p.Loop("i", 4, i =>
                {
                    var v = b.Read(!i.IsFirst);
                    y.Write(v);
                    again.Write((v + 1).Wrap(Int(8)), !i.IsLast);
                });
            }), back);
            n.Connect(back, again);
            n.Out("y", y);
        });
        var channel = Assert.Single(Design.Of(network).Channels, c => c.Writer == "p" && c.Reader == "p");
        Assert.Equal(("back", 7), (channel.Name, channel.Depth));
        Assert.Equal([0, 1, 2, 3], Launch.Run(network)["y"]);
    }

    [Fact]
    public void OptionsSetOutsideAPartWinOverThoseInside()
    {
        var network = Network.Define("outer", n =>
        {
            Wire y = n.Add(Network.Define("inner", i =>
            {
                Wire y = i.Add(Pass, i.In("x", Int(8)));
                i.Out("y", y.WithDepth(3).WithLatency(2, 4));
            }), n.In("in", Int(8)));
            n.Out("out", n.Add("last", Pass, y.WithDepth(9)));
        });
        var channel = Assert.Single(Design.Of(network).Channels, c => c.Reader == "last");
        Assert.Equal((9, 2, 4), (channel.Depth, channel.Latency, channel.CreditLatency));
    }

    private static Network Make(bool more) => Network.Define("whole", n =>
    {
        var pair = Network.Define("pair", m => m.Out("y", m.Add(Pass, m.Add("first", Pass, m.In("x", Int(8))))));
        if (more)
            n.Out("other", n.Add("another", Pass, n.In("another_in", Int(8))));
        n.Out("out", n.Add(pair, n.Add("front", Pass, n.In("in", Int(8)))));
    });
}
