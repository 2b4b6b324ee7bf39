using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Softmax of integer scores in base 2: three processes, so that three rows are under way at once. Inputs scores and multipliers (one a
/// pass), output probabilities.
/// </summary>
public static class Softmax
{
    /// <summary>The network.</summary>
    public static Network Define(SoftmaxShape s) => Network.Define("softmax", n =>
    {
        s.Validate();
        var scores = n.In("scores", s.ScoreWord);
        var multiplier = n.In("multiplier", Requantize.Multiplier);
        var (row, max) = n.Add(RowMax(s), scores);
        var (exponentials, scale) = n.Add(Exponentials(s), row.WithRoom(s.Longest), max, multiplier);
        n.Out("probabilities", n.Add(Normalize(s), exponentials.WithRoom(s.Longest), scale));
    });

    /// <summary>Loops for plain matrices: <paramref name="groups"/> groups of rows, <paramref name="columns"/> columns each, one multiplier
    /// for all.</summary>
    public static SoftmaxLoops Plain(IndexExpression groups, IndexExpression columns) => (p, body) =>
        p.Loop("group", groups, group =>
        p.Loop("column", columns, column => body(new SoftmaxStep(column, group.IsFirst & column.IsFirst, null))));

    /// <summary>Forwards each row and emits its largest visible score when the row has passed.</summary>
    private static Process RowMax(SoftmaxShape s) => Process.Define("row_max", p =>
    {
        var scores = p.In("scores", s.ScoreWord);
        var row = p.Out("row", s.ScoreWord);
        var max = p.Out("max", s.ScoreWord);

        s.Loops(p, at =>
        {
            var x = scores.Read();
            var seen = at.Visible is { } visible ? Select(visible, x, s.Score.MinValue) : x;
            var best = p.Register("best", s.ScoreWord);
            var next = Max(seen, Select(at.Column.IsFirst, s.Score.MinValue, best));
            best.Set(next);
            row.Write(x);
            max.Write(next, when: at.Column.IsLast);
        });
    });

    /// <summary>e = 2^-t with t the scaled distance from the largest score; after a row the reciprocal of its sum.</summary>
    private static Process Exponentials(SoftmaxShape s) => Process.Define("exponentials", p =>
    {
        var row = p.In("row", s.ScoreWord);
        var max = p.In("max", s.ScoreWord);
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("exponentials", Vec(UInt(16), s.Rows));
        var scale = p.Out("scale", ReciprocalUnit.ResultType(s.Rows));
        var power = p.Table(
            "power", UInt(16), Enumerable.Range(0, 1024).Select(f => (long)Math.Floor((32768 * Math.Pow(2, -f / 1024.0)) + 0.5)));

        s.Loops(p, at =>
        {
            var distance = p.Hold("held_max", max, at.Column.IsFirst) - row.Read();
            var m = p.Hold("held_multiplier", multiplier, at.NewMultiplier);
            var t = (distance * m).RoundShift(s.Shift).Saturate(UInt(15));
            var e = power[t.Wrap(UInt(10))].RoundShift((t >> 10).Wrap(UInt(5)));
            if (at.Visible is { } visible)
                e = Select(visible, e, 0);
            var sum = p.Register("sum", Vec(UInt(32), s.Rows));
            var next = (Select(at.Column.IsFirst, 0, sum) + e).Wrap(UInt(32));
            sum.Set(next);
            y.Write(e);
            scale.Write(ReciprocalUnit.Of(p, next), when: at.Column.IsLast);
        });
    });

    /// <summary>p = e / sum.</summary>
    private static Process Normalize(SoftmaxShape s) => Process.Define("normalize", p =>
    {
        var e = p.In("exponentials", Vec(UInt(16), s.Rows));
        var scale = p.In("scale", ReciprocalUnit.ResultType(s.Rows));
        var y = p.Out("probabilities", Vec(s.Output, s.Rows));

        s.Loops(p, at => y.Write(
            ReciprocalUnit.Multiply(e.Read(), p.Hold("held", scale, at.Column.IsFirst), s.Output.Width).Saturate(s.Output)));
    });
}
