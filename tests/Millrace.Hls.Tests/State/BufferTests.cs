using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Ping-pong buffers: blocks in any order of words, each kept whole until it is released.</summary>
public class BufferTests
{
    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(2, 8, 1)]
    [InlineData(3, 8, 2)]
    [InlineData(2, 50, 2)]
    public void BlocksAreKeptApart(int blocks, int width, int parts)
    {
        const int Words = 4, Count = 5;
        var word = Vec(Int(width), 2);
        var network = Network.Define("n", n =>
        {
            var buffer = (Wire)n.Add(Filling(word, Words, Count, parts), n.In("x", Vec(Int(width), 2 / parts)), n.In("address", UInt(2)));
            n.Out("y", n.Add(Emptying(word, Words, Count), buffer.WithBlocks(blocks), n.In("wanted", UInt(2))));
        });
        var random = new Random(blocks);
        var x = Enumerable.Range(0, Count * Words * 2).Select(_ => (long)random.Next(-100, 100)).ToArray();
        var order = Enumerable.Range(0, Count).SelectMany(_ => Enumerable.Range(0, Words).OrderBy(_ => random.Next())).Select(w => (long)w).ToArray();
        var address = order.SelectMany(w => Enumerable.Repeat(w, parts)).ToArray();
        var wanted = Enumerable.Range(0, Count * 6).Select(_ => (long)random.Next(Words)).ToArray();
        var expected = wanted.SelectMany((w, i) =>
        {
            var block = i / 6;
            var at = Array.IndexOf(order, w, block * Words);
            return x[(at * 2)..((at * 2) + 2)];
        });
        Assert.Equal(expected, Launch.Run(network, ("x", x), ("address", address), ("wanted", wanted))["y"]);
    }

    private static Process Filling(VectorType word, int words, int count, int parts) => Process.Define("filling", p =>
    {
        var (x, address, buffer) = (p.In("x", Vec(word.Element, 2 / parts)), p.In("address", UInt(2)), p.BufferOut("buffer", word, words, parts));
        p.Loop("block", count, _ => p.Loop("i", words * parts, i =>
        {
            buffer.Write(address.Read(), x.Read(), part: parts == 1 ? null : i.Modulo(parts).ToValue());
            buffer.Block(i.IsFirst, i.IsLast);
        }));
    });

    private static Process Emptying(VectorType word, int words, int count) => Process.Define("emptying", p =>
    {
        var (buffer, wanted, y) = (p.BufferIn("buffer", word, words), p.In("wanted", UInt(2)), p.Out("y", word));
        p.Loop("block", count, _ => p.Loop("i", 6, i =>
        {
            y.Write(buffer.Read(wanted.Read()));
            buffer.Block(i.IsFirst, i.IsLast);
        }));
    });
}
