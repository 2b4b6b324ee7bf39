using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>The largest score of each row and its index, which is the lowest where there are equals: greedy decoding.</summary>
public static class ArgMax
{
    /// <summary>The process; input scores, outputs index and score, one a row each.</summary>
    /// <param name="s">The shape, whose count is 1.</param>
    public static Process Define(TopKShape s) => Process.Define("argmax", p =>
    {
        s.Validate("argmax");
        KernelParameterException.Require(s.Count == 1, "argmax", "count", s.Count, "1 is needed");
        var scores = p.In("scores", s.Word);
        var index = p.Out("index", s.Index);
        var score = p.Out("score", s.Score);

        p.Loop("row", s.Rows, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var best = p.Register("best", s.Key);
            var next = Max(s.Keys(scores.Read(), word).ReduceMax(), Select(word.IsFirst, s.Nothing, best));
            best.Set(next);
            index.Write(s.Indices(next), when: word.IsLast);
            score.Write(s.Scores(next), when: word.IsLast);
        }));
    });
}
