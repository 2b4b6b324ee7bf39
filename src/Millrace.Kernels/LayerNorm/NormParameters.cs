using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Reads the small parameters of passes from off-chip memory, in one stream: for each pass as many segments as there are norms, each a word
/// of scalars and a row of gains and offsets; the scalars of a pass's first segment are given out, a lane for each that asks. They come
/// before the row, so that what needs only them can begin while the norm is still at work on what came before. Where several sequences go
/// through a pass, each is given them.
/// </summary>
public static class NormParameters
{
    /// <summary>Words of one segment in memory: the word of scalars, then a row.</summary>
    public static int SegmentWords(LayerNormShape s) => s.RowWords + 1;

    /// <summary>The process; input a memory of <see cref="LayerNormShape.ParameterWord"/>, outputs a buffer for each norm, then a channel
    /// for each scalar.</summary>
    /// <param name="s">The shape that the norms share.</param>
    /// <param name="norms">Norms of a pass.</param>
    /// <param name="scalars">Types of the scalars, one a pass each.</param>
    public static Process Define(LayerNormShape s, int norms, params ScalarType[] scalars) => Process.Define("parameter_reader", p =>
    {
        s.Validate();
        KernelParameterException.Require(norms >= 1, "parameter_reader", "norms", norms, "at least 1 is needed");
        KernelParameterException.Require(
            scalars.Length <= 2 * s.Lanes, "parameter_reader", "scalars", scalars.Length, $"at most {2 * s.Lanes} fit a word");
        var memory = p.LoadPort("memory", s.ParameterWord);
        var rows = Enumerable.Range(0, norms).Select(i => p.BufferOut($"norm_{i + 1}", s.ParameterWord, s.RowWords)).ToList();
        var singles = scalars.Select((type, i) => p.Out($"scalar_{i + 1}", type)).ToList();

        p.Loop("pass", s.Passes, pass =>
        p.Sequences(s.Sequences, () =>
        p.Loop("norm", norms, norm =>
        p.Loop("word", SegmentWords(s), word =>
        {
            var v = memory.Load((((pass * norms) + norm) * SegmentWords(s)) + word);
            for (var i = 0; i < norms; i++)
            {
                rows[i].Write(IndexExpression.Max(word - 1, 0), v, when: norm.Is(i) & !word.IsFirst);
                rows[i].Block(begin: norm.Is(i) & word.Is(1), commit: norm.Is(i) & word.IsLast);
            }

            for (var i = 0; i < scalars.Length; i++)
                singles[i].Write(v.Lane(i).Wrap(scalars[i]), when: norm.IsFirst & word.IsFirst);
        }))));
    });
}
