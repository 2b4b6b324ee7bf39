using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Reads the small parameters of passes from off-chip memory, in one stream: for each pass the scalars, then of each norm a row of gains and
/// offsets, all once. Where several sequences go through a pass, the norms hold their rows for all of them, and the scalars are given out
/// for each: before the rows, so that a sequence can enter while norms are still at work on those before it.
/// </summary>
public static class NormParameters
{
    /// <summary>Words of a norm in memory: one of scalars, which counts in a pass's first only, then a row.</summary>
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
        p.Loop("segment", norms + 1, segment =>
        {
            // The first segment is the word of scalars, once for each sequence.
            var isRow = IndexExpression.Min(segment, 1);
            p.Loop("word", (s.RowWords * isRow) + (s.Sequences * (1 - isRow)), word =>
            {
                var inMemory = (pass * norms) + IndexExpression.Max(segment - 1, 0);
                var v = memory.Load((inMemory * SegmentWords(s)) + (isRow * (word + 1)));
                for (var i = 0; i < norms; i++)
                {
                    rows[i].Write(IndexExpression.Min(word, s.RowWords - 1), v, when: segment.Is(i + 1));
                    rows[i].Block(begin: segment.Is(i + 1) & word.IsFirst, commit: segment.Is(i + 1) & word.IsLast);
                }

                for (var i = 0; i < scalars.Length; i++)
                    singles[i].Write(v.Lane(i).Wrap(scalars[i]), when: segment.IsFirst);
            });
        }));
    });
}
