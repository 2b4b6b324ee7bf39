using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>
/// A random network: chains, forks and joins with matched and sometimes mismatched element counts, feedback, nested networks, ping-pong buffers, off-chip ports, random depths and latencies.
/// Some of them deadlock; that too must be seen alike by everybody.
/// </summary>
internal sealed partial class RandomNetwork
{
    private static readonly ScalarType T = UInt(8);
    private readonly Random random;
    private readonly Dictionary<string, long> launch;
    private int names;
    private int hosts;

    private RandomNetwork(int seed)
    {
        random = new Random(seed);
        launch = new Dictionary<string, long> { ["n"] = random.Next(1, 6), ["m"] = random.Next(1, 4) };
    }

    internal static (Network Network, IReadOnlyDictionary<string, long> Launch) Make(int seed, int parts)
    {
        var maker = new RandomNetwork(seed);
        var network = Hls.Network.Define("random", n =>
        {
            var open = new List<Stream>();
            maker.Grow(n, open, parts, nesting: 1);
            foreach (var stream in open)
                n.Out(maker.Name("y"), stream.Wire);
        });
        var used = Design.Of(network).Arguments;
        return (network, maker.launch.Where(a => used.ContainsKey(a.Key)).ToDictionary());
    }

    /// <summary>Adds parts that take and leave streams.</summary>
    private void Grow(NetworkBuilder n, List<Stream> open, int parts, int nesting)
    {
        for (var i = 0; i < parts; i++)
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    AddLoop(n, open);
                    break;
                case 2:
                    AddBuffer(n, open);
                    break;
                case 3 when nesting > 0:
                    AddNested(n, open, nesting);
                    break;
                default:
                    AddProcess(n, open);
                    break;
            }
        }
    }

    private void AddProcess(NetworkBuilder n, List<Stream> open)
    {
        var taken = Take(n, open);
        var counts = new List<int>();
        var process = MakeProcess(taken.Select(s => s.Count).ToList(), random.Next(taken.Count == 0 ? 1 : 0, 4), counts);
        var added = Add(n, process, [.. taken.Select(s => s.Wire)]);
        for (var i = 0; i < counts.Count; i++)
            open.Add(new Stream(Vary(added[i]), counts[i]));
    }

    private void AddNested(NetworkBuilder n, List<Stream> open, int nesting)
    {
        var taken = open.OrderBy(_ => random.Next()).Take(random.Next(3)).ToList();
        open.RemoveAll(taken.Contains);
        var left = new List<Stream>();
        var outside = hosts;
        hosts = 0;
        var network = Hls.Network.Define(Name("net"), m =>
        {
            left.AddRange(taken.Select((s, i) => new Stream(Vary(m.In("in" + i, T)), s.Count)));
            Grow(m, left, random.Next(1, 3), nesting - 1);
            foreach (var stream in left)
                m.Out(Name("out"), stream.Wire);
        });
        var inside = hosts;
        hosts = outside;
        var added = n.Add(network, [.. taken.Select(s => s.Wire), .. Enumerable.Range(0, inside).Select(_ => Host(n).Wire)]);
        open.AddRange(left.Select((s, i) => new Stream(Vary(added[i]), s.Count)));
    }

    /// <summary>Some open streams, sometimes one from the host, which has as many elements as anybody wants.</summary>
    private List<Stream> Take(NetworkBuilder n, List<Stream> open)
    {
        var taken = open.OrderBy(_ => random.Next()).Take(random.Next(0, 4)).ToList();
        open.RemoveAll(taken.Contains);
        if (random.Next(4) == 0)
            taken.Add(Host(n));
        return taken;
    }

    /// <summary>An input of this network; the networks around it hand it on.</summary>
    private Stream Host(NetworkBuilder n)
    {
        hosts++;
        return new(Vary(n.In(Name("x"), T)), random.Next(1, 12));
    }

    private Added Add(NetworkBuilder n, Process process, Connection[] from)
    {
        if (random.Next(3) > 0 || process.Inputs.Any(p => p is not InPort) || process.Outputs.Any(p => p is not OutPort))
            return n.Add(process, [.. from, .. process.Inputs.Skip(from.Length).Select(p => new OffChipMemory(Name("memory"), p.Type, 64, RandomTiming()))]);
        var wrapped = Hls.Network.Define(process.Name + "_wrap", m =>
        {
            var added = m.Add(process, [.. process.Inputs.Select(p => Vary(m.In(p.Name, p.Type)))]);
            foreach (var port in process.Outputs)
                m.Out(port.Name, Vary(added[port.Name]));
        });
        return n.Add(wrapped, from);
    }

    private Wire Vary(Wire wire)
    {
        if (random.Next(2) == 0)
            wire.WithLatency(random.Next(1, 5), random.Next(1, 5));
        return random.Next(6) switch
        {
            0 => wire.WithDepth(random.Next(1, 4)),
            1 => wire.WithDepth(random.Next(1, 20)),
            2 => wire.WithRoom(random.Next(1, 8)),
            _ => wire,
        };
    }

    private OffChipTiming RandomTiming() => new(random.Next(1, 12), random.Next(1, 12), random.Next(1, 9), random.Next(1, 5));

    private string Name(string kind) => $"{kind}{names++}";

    /// <summary>A wire and the number of elements that will come through it.</summary>
    private sealed record Stream(Wire Wire, int Count);
}
