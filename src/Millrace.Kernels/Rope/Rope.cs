using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Rotary position embedding: each pair of a head is turned by an angle that grows with the position (Su et al., RoFormer: Enhanced
/// Transformer with Rotary Position Embedding, 2021, equation 34). Input x and a buffer of coefficients (a block a row,
/// <see cref="RopeCoefficients"/>), output y.
/// </summary>
public static class Rope
{
    // Cycles, at most, from the end of a block until its reader begins, and back.
    private const int Handover = 8;

    /// <summary>The network.</summary>
    public static Network Define(RopeShape s) => Network.Define("rope", n =>
    {
        s.Validate();
        var x = n.In("x", s.Word);
        var coefficients = n.InBuffer("coefficients", s.CoefficientWord, s.PartWords);
        if (s.Pairing == RopePairing.Interleaved)
        {
            n.Out("y", n.Add(Interleaved(s), x, coefficients));
            return;
        }

        // A head is there as a whole before its first half meets the second.
        var (own, head) = n.Add(Halves(s), x);
        var blocks = 2 + ((Handover + s.HeadWords - 1) / s.HeadWords);
        n.Out("y", n.Add(HalfSplit(s), own.WithRoom(s.HeadWords + Handover), head.WithBlocks(blocks), coefficients));
    });

    /// <summary>Neighbouring lanes are rotated together: a word is taken as numbers twice as wide, a pair each.</summary>
    private static Process Interleaved(RopeShape s) => Process.Define("rotate", p =>
    {
        var x = p.In("x", s.Word);
        var coefficients = p.BufferIn("coefficients", s.CoefficientWord, s.PartWords);
        var y = p.Out("y", s.Word);
        var bits = s.Element.Width;

        Loops(s, p, coefficients, (cosine, sine, _, _) =>
        {
            var pairs = x.Read().Reinterpret(Vec(UInt(2 * bits), s.Pairs));
            var (a, b) = (pairs.Wrap(s.Element), (pairs >> bits).Wrap(s.Element));
            var first = ((a * cosine) - (b * sine)).RoundShift(16).Saturate(s.Element).Wrap(UInt(bits));
            var second = ((b * cosine) + (a * sine)).RoundShift(16).Saturate(s.Element).Wrap(UInt(bits));
            y.Write((second << bits | first).Reinterpret(s.Word));
        });
    });

    /// <summary>Sends each head two ways: as it comes, and as a block.</summary>
    private static Process Halves(RopeShape s) => Process.Define("halves", p =>
    {
        var x = p.In("x", s.Word);
        var own = p.Out("own", s.Word);
        var head = p.BufferOut("head", s.Word, s.HeadWords);

        p.Loop("head", s.Passes * s.Rows * s.Heads, _ =>
        p.Loop("word", s.HeadWords, word =>
        {
            var v = x.Read();
            own.Write(v);
            head.Write(word, v);
            head.Block(begin: word.IsFirst, commit: word.IsLast);
        }));
    });

    /// <summary>Words half a head apart are rotated together.</summary>
    private static Process HalfSplit(RopeShape s) => Process.Define("rotate", p =>
    {
        var own = p.In("own", s.Word);
        var head = p.BufferIn("head", s.Word, s.HeadWords);
        var coefficients = p.BufferIn("coefficients", s.CoefficientWord, s.PartWords);
        var y = p.Out("y", s.Word);

        Loops(s, p, coefficients, (cosine, sine, part, word) =>
        {
            var partner = head.Read(((1 - part) * s.PartWords) + word);
            head.Block(begin: part.IsFirst & word.IsFirst, release: part.IsLast & word.IsLast);
            var turned = partner * Select(part.IsFirst, 0 - sine, sine);
            y.Write(((own.Read() * cosine) + turned).RoundShift(16).Saturate(s.Element));
        });
    });

    /// <summary>The loops around a word, and its coefficients.</summary>
    private static void Loops(RopeShape s, ProcessBuilder p, BufferIn coefficients, Action<Value, Value, LoopIndex, LoopIndex> body) =>
        p.Loop("row", s.Passes * s.Rows, _ =>
        p.Loop("head", s.Heads, head =>
        p.Loop("part", s.Parts, part =>
        p.Loop("word", s.PartWords, word =>
        {
            var both = coefficients.Read(word);
            coefficients.Block(
                begin: head.IsFirst & part.IsFirst & word.IsFirst, release: head.IsLast & part.IsLast & word.IsLast);
            body(both.Slice(0, s.Pairs), both.Slice(s.Pairs, s.Pairs), part, word);
        }))));
}
