using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// RMSNorm in integers, y = gain * x / sqrt(sum of x^2 + E) (Zhang and Sennrich, Root Mean Square Layer Normalization, 2019, equation 4):
/// the squares, then the quotient: two processes, so that two rows are under way at once. Input x and a buffer of gains (a block a pass),
/// output y. Section 7 of the arithmetic specification.
/// </summary>
public static class RmsNorm
{
    /// <summary>The network.</summary>
    public static Network Define(RmsNormShape s) => Network.Define("rms_norm", n =>
    {
        s.Validate();
        var x = n.In("x", s.InputWord);
        var gains = n.InBuffer("gains", s.GainWord, s.RowWords);
        var (row, root) = n.Add(Squares(s), x);
        n.Out("y", n.Add(Normalize(s), row.WithRoom(s.RowWords), root, gains));
    });

    /// <summary>Reads the gains of one pass after the other from off-chip memory; input a memory, output a buffer.</summary>
    public static Process Gains(RmsNormShape s) => Process.Define("gain_reader", p =>
    {
        s.Validate();
        var memory = p.LoadPort("memory", s.MemoryWord);
        var gains = p.BufferOut("gains", s.GainWord, s.RowWords);

        p.Loop("pass", s.Passes, pass =>
        p.Loop("word", s.RowWords, word =>
        {
            gains.Write(word, memory.Load((pass * s.RowWords) + word).Wrap(RmsNormShape.Gain));
            gains.Block(begin: word.IsFirst, commit: word.IsLast);
        }));
    });

    /// <summary>Forwards each row; when it has passed, emits 1 / sqrt of the sum of its squares.</summary>
    private static Process Squares(RmsNormShape s) => Process.Define("squares", p =>
    {
        var x = p.In("x", s.InputWord);
        var row = p.Out("row", s.InputWord);
        var root = p.Out("root", InverseRootUnit.ResultType);

        p.Loop("row", s.Passes * s.Rows, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var v = x.Read();
            var squares = (v * v).Wrap(UInt(47)).ReduceAdd();
            var sum = p.Register("sum", UInt(60));
            var next = (Select(word.IsFirst, 0, sum) + squares).Wrap(UInt(60));
            sum.Set(next);
            row.Write(v);
            root.Write(InverseRootUnit.Of(p, (next + s.Epsilon).Wrap(UInt(62))), when: word.IsLast);
        }));
    });

    /// <summary>y = gain * x / sqrt(sum of squares).</summary>
    private static Process Normalize(RmsNormShape s) => Process.Define("normalize", p =>
    {
        var x = p.In("row", s.InputWord);
        var root = p.In("root", InverseRootUnit.ResultType);
        var gains = p.BufferIn("gains", s.GainWord, s.RowWords);
        var y = p.Out("y", Vec(s.Output, s.Lanes));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("row", s.Rows, row =>
        p.Loop("word", s.RowWords, word =>
        {
            var scale = p.Hold("held", root, word.IsFirst);
            var z = (x.Read() * scale.Lane(0) << 4).RoundShift(scale.Lane(1).Wrap(UInt(5))).Saturate(Int(24));
            y.Write((z * gains.Read(word)).RoundShift(s.Shift).Saturate(s.Output));
            gains.Block(begin: row.IsFirst & word.IsFirst, release: row.IsLast & word.IsLast);
        })));
    });
}
