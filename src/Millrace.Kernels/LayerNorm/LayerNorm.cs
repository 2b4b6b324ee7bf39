using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// LayerNorm in integers: mean, deviations and their squares, normalization: three processes, so that three rows are under way at once.
/// Inputs x and a buffer of gains and offsets (a block a pass), output y.
/// </summary>
public static class LayerNorm
{
    /// <summary>The network.</summary>
    public static Network Define(LayerNormShape s) => Network.Define("layer_norm", n =>
    {
        s.Validate();
        var x = n.In("x", s.InputWord);
        var parameters = n.InBuffer("parameters", s.ParameterWord, s.RowWords);
        var (row, mean) = n.Add(Mean(s), x);
        var (deviations, root) = n.Add(Deviations(s), row.WithRoom(s.RowWords), mean);
        n.Out("y", n.Add(Normalize(s), deviations.WithRoom(s.RowWords), root, parameters));
    });

    private static ScalarType Centre { get; } = Int(25);

    private static ScalarType Deviation { get; } = Int(26);

    /// <summary>Forwards each row and emits its mean when the row has passed.</summary>
    private static Process Mean(LayerNormShape s) => Process.Define("mean", p =>
    {
        var x = p.In("x", s.InputWord);
        var row = p.Out("row", s.InputWord);
        var mean = p.Out("mean", Centre);

        s.RowLoop(p, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var v = x.Read();
            var sum = p.Register("sum", Int(37));
            var next = (Select(word.IsFirst, 0, sum) + v.ReduceAdd()).Wrap(Int(37));
            sum.Set(next);
            row.Write(v);
            mean.Write((next * s.Reciprocal).RoundShift(15 + s.WidthBits).Wrap(Centre), when: word.IsLast);
        }));
    });

    /// <summary>Takes the mean off; after a row emits 1 / sqrt of the sum of squares.</summary>
    private static Process Deviations(LayerNormShape s) => Process.Define("deviations", p =>
    {
        var row = p.In("row", s.InputWord);
        var mean = p.In("mean", Centre);
        var y = p.Out("deviations", Vec(Deviation, s.Lanes));
        var root = p.Out("root", InverseRootUnit.ResultType);

        s.RowLoop(p, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var c = row.Read() - p.Hold("held", mean, word.IsFirst);
            if (s.Columns != s.Width)
                c = Select(LaneNumbers(s.Lanes) + (word * s.Lanes) < s.Width, c, 0);
            var squares = (c * c).Wrap(UInt(50)).ReduceAdd();
            var sum = p.Register("sum", UInt(62));
            var next = (Select(word.IsFirst, 0, sum) + squares).Wrap(UInt(62));
            sum.Set(next);
            y.Write(c);
            root.Write(InverseRootUnit.Of(p, (next + s.Epsilon).Saturate(UInt(62))), when: word.IsLast);
        }));
    });

    /// <summary>y = gain * deviation / sqrt(sum of squares) + offset.</summary>
    private static Process Normalize(LayerNormShape s) => Process.Define("normalize", p =>
    {
        var c = p.In("deviations", Vec(Deviation, s.Lanes));
        var root = p.In("root", InverseRootUnit.ResultType);
        var parameters = p.BufferIn("parameters", s.ParameterWord, s.RowWords);
        var y = p.Out("y", Vec(s.Output, s.Lanes));

        p.Loop("pass", s.Passes, _ =>
        p.Sequences(s.Sequences, (firstSequence, lastSequence) =>
        p.Loop("row", s.Rows, row =>
        p.Loop("word", s.RowWords, word =>
        {
            var scale = p.Hold("held", root, word.IsFirst);
            var z = (c.Read() * scale.Lane(0) << 2).RoundShift(scale.Lane(1).Wrap(UInt(5))).Saturate(Int(22));
            var both = parameters.Read(word);
            var (gain, offset) = (both.Slice(0, s.Lanes).Wrap(Int(18)), both.Slice(s.Lanes, s.Lanes));
            y.Write(((z * gain) + offset).RoundShift(s.Shift).Saturate(s.Output));
            parameters.Block(
                begin: firstSequence & row.IsFirst & word.IsFirst, release: lastSequence & row.IsLast & word.IsLast);
        }))));
    });
}
