using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>The processes of random networks.</summary>
internal sealed partial class RandomNetwork
{
    /// <summary>A process that takes so many elements from each input; reports how many it gives to each output.</summary>
    private Process MakeProcess(IReadOnlyList<int> takes, int outputs, List<int> gives) => Process.Define(Name("p"), p =>
    {
        var ins = takes.Select((_, i) => p.In("in" + i, T)).ToList();
        var outs = Enumerable.Range(0, outputs).Select(i => p.Out("out" + i, T)).ToList();
        Nest(p, takes.DefaultIfEmpty(random.Next(1, 8)).Max() + (random.Next(3) == 0 ? random.Next(3) : 0), loops =>
        {
            var guards = new RandomGuards(random, loops, launch);
            var value = ins.Select((port, i) => port.Read(guards.Holding(takes[i]))).Aggregate((Value)loops[0], (a, b) => a + b).Wrap(T);
            value = OffChip(p, guards, Recurrence(p, value));
            foreach (var port in outs)
            {
                var guard = guards.Any();
                if (guards.Count(guard) is 0 or > 60)
                    guard = guards.Firings <= 60 ? Guard.Always : guards.Holding(1);
                gives.Add(guards.Count(guard));
                port.Write(Late(value).Wrap(T), guard);
            }
        });
    });

    /// <summary>Writer and reader of a channel that leads back: the reader leaves the first firings out.</summary>
    private void AddLoop(NetworkBuilder n, List<Stream> open)
    {
        var (back, forward) = (Vary(n.Feedback(Name("back"), T)), Name("p"));
        var (iterations, inner, ahead) = (random.Next(2, 9), random.Next(1, 3), random.Next(1, 4));
        var alone = random.Next(3) == 0;
        var taken = random.Next(2) == 0 ? open.Where(s => s.Count <= iterations).Take(1).ToList() : [];
        open.RemoveAll(taken.Contains);
        var first = Process.Define(forward, p =>
        {
            var x = taken.Select((_, i) => p.In("x" + i, T)).ToList();
            var b = p.In("b", T);
            var y = p.Out("y", T);
            var self = alone ? p.Out("self", T) : null;
            p.Loop("o", iterations, o => p.Loop("i", inner, i =>
            {
                var guards = new RandomGuards(random, [o, i], launch);
                var value = x.Select((port, k) => port.Read(guards.Holding(taken[k].Count))).Aggregate(b.Read(o >= ahead), (s, v) => (s + v).Wrap(T));
                y.Write(Late(Recurrence(p, value)).Wrap(T));
                self?.Write(Late(value).Wrap(T), o < iterations - ahead);
            }));
        });
        var added = Add(n, first, [.. taken.Select(s => s.Wire), back]);
        if (alone)
        {
            open.Add(new Stream(Vary(added["y"]), iterations * inner));
            n.Connect(back, added["self"]);
            return;
        }

        var second = Process.Define(Name("p"), p =>
        {
            var x = p.In("x", T);
            var back = p.Out("back", T);
            var y = p.Out("y", T);
            p.Loop("o", iterations, o => p.Loop("i", inner, i =>
            {
                var value = x.Read();
                back.Write(Late(value).Wrap(T), o < iterations - ahead);
                y.Write(value, i.IsLast);
            }));
        });
        var closing = Add(n, second, [Vary(added["y"])]);
        n.Connect(back, closing["back"]);
        open.Add(new Stream(Vary(closing["y"]), iterations));
    }

    /// <summary>Two processes with a ping-pong buffer between them.</summary>
    private void AddBuffer(NetworkBuilder n, List<Stream> open)
    {
        var (blocks, words, reads) = (random.Next(1, 6), random.Next(1, 5), random.Next(1, 7));
        var taken = open.Where(s => s.Count <= blocks).Take(1).ToList();
        open.RemoveAll(taken.Contains);
        var filling = Process.Define(Name("p"), p =>
        {
            var x = taken.Select((_, i) => p.In("x" + i, T)).ToList();
            var buffer = p.BufferOut("buffer", T, words);
            p.Loop("o", blocks, o => p.Loop("i", words, i =>
            {
                var guards = new RandomGuards(random, [o, i], launch);
                var value = x.Select((port, k) => port.Read(guards.Holding(taken[k].Count))).Aggregate((Value)i, (s, v) => s + v);
                buffer.Write(i, Late(Recurrence(p, value.Wrap(T))).Wrap(T));
                buffer.Block(i.IsFirst, i.IsLast);
            }));
        });
        var emptying = Process.Define(Name("p"), p =>
        {
            var buffer = p.BufferIn("buffer", T, words);
            var y = p.Out("y", T);
            p.Loop("o", blocks + (random.Next(8) == 0 ? 1 : 0), o => p.Loop("i", reads, i =>
            {
                y.Write(Late(buffer.Read(IndexExpression.Min(i, words - 1))).Wrap(T));
                buffer.Block(i.IsFirst, i.IsLast);
            }));
        });
        var between = ((Wire)Add(n, filling, [.. taken.Select(s => s.Wire)])).WithBlocks(random.Next(1, 4)).WithLatency(random.Next(1, 4), random.Next(1, 4));
        Part reader = random.Next(3) > 0 ? emptying : Hls.Network.Define(emptying.Name + "_wrap", m => m.Out("y", m.Add(emptying, m.InBuffer("buffer", T, words).WithLatency(2, 2))));
        open.Add(new Stream(Vary(n.Add(reader, between)), blocks * reads));
    }

    private void Nest(ProcessBuilder p, int least, Action<IReadOnlyList<LoopIndex>> body)
    {
        IndexExpression trip = least;
        if (random.Next(3) == 0 && launch["n"] <= least)
            trip = new Argument("n", 9) + (least - launch["n"]);
        p.Loop("a", trip, a => Inner([a], random.Next(3)));

        void Inner(List<LoopIndex> loops, int more)
        {
            if (more == 0 || Odometer.Count(loops, launch, Guard.Always) > 24)
                body(loops);
            else
                p.Loop($"{(char)('a' + loops.Count)}", InnerTrip(loops), i => Inner([.. loops, i], more - 1));
        }
    }

    private IndexExpression InnerTrip(List<LoopIndex> outer) => random.Next(8) switch
    {
        0 => new Argument("m", 9),
        1 => IndexExpression.Min(new Argument("m", 9), 2),
        2 => IndexExpression.Min(outer[^1] + 1, 3),
        3 => IndexExpression.Max(3 - outer[0], 1),
        4 => outer[^1].Modulo(2) + 1,
        5 when random.Next(3) == 0 => IndexExpression.Max(2 - outer[^1], 0),
        _ => random.Next(1, 4),
    };

    /// <summary>Sometimes a recurrence that keeps the process from firing in every cycle.</summary>
    private Value Recurrence(ProcessBuilder p, Value value)
    {
        switch (random.Next(6))
        {
            case 0:
                var product = p.Register("product", T);
                product.Set((product * value).Wrap(T));
                return (value + product).Wrap(T);
            case 1:
                var memory = p.Memory("memory", T, 256, distance: random.Next(1, 4));
                var old = memory.Read(value);
                memory.Write(value, (old + 1).Wrap(T));
                return old;
            default:
                return value;
        }
    }

    /// <summary>Sometimes loads and stores, paced by their memories.</summary>
    private Value OffChip(ProcessBuilder p, RandomGuards guards, Value value)
    {
        if (random.Next(6) == 0)
            value = (value + p.LoadPort("load", UInt(8)).Load(value.Wrap(UInt(6)), guards.Any())).Wrap(T);
        if (random.Next(6) == 0)
            value = (value + p.StorePort("store", UInt(8)).Store(value.Wrap(UInt(6)), value, guards.Any())).Wrap(T);
        return value;
    }

    /// <summary>The value some cycles later: so writes of one firing leave at different times.</summary>
    private Value Late(Value value) => random.Next(4) switch
    {
        0 => value * 3,
        1 => (value + 1) * (value + 2),
        2 => value + 1,
        _ => value,
    };
}
