using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Softmax that reads each score once: a running maximum, and a sum that is rescaled where the maximum grows (Milakov and Gimelshein,
/// Online normalizer calculation for softmax, 2018, algorithm 3). The maximum is kept in whole octaves, so that rescaling is a shift
/// (Stevens et al., Softermax, 2021). Two processes, so that two rows are under way at once. Inputs scores and multipliers (one a pass),
/// output probabilities. Section 12 of the arithmetic specification.
/// </summary>
public static class OnlineSoftmax
{
    private const int SumBits = 53;

    private static ScalarType Octave { get; } = Int(19);

    /// <summary>An exponential as mantissa, 1.0 = 2^16, and exponent; or a row's reciprocal and what it adds to a shift.</summary>
    private static VectorType Pairs(SoftmaxShape s) => Vec(Int(20), 2 * s.Rows);

    /// <summary>The network.</summary>
    public static Network Define(SoftmaxShape s) => Network.Define("online_softmax", n =>
    {
        s.Validate();
        var (row, scale) = n.Add(Exponentials(s), n.In("scores", s.ScoreWord), n.In("multiplier", Requantize.Multiplier));
        n.Out("probabilities", n.Add(Normalize(s), row.WithRoom(s.Longest), scale));
    });

    /// <summary>Exponentials against the maximum so far; after a row the reciprocal of their sum.</summary>
    private static Process Exponentials(SoftmaxShape s) => Process.Define("exponentials", p =>
    {
        var scores = p.In("scores", s.ScoreWord);
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("exponentials", Pairs(s));
        var scale = p.Out("scale", Pairs(s));

        s.Loops(p, at =>
        {
            var m = p.Hold("held_multiplier", multiplier, at.NewMultiplier);
            var u = (scores.Read() * m).RoundShift(s.Shift).Saturate(Int(32));
            var octave = (u + ((1 << PowerUnit.Fraction) - 1)) >> PowerUnit.Fraction;
            if (at.Visible is { } visible)
                octave = Select(visible, octave, Octave.MinValue);
            var best = p.Register("best", Vec(Octave, s.Rows));
            var max = Max(octave, Select(at.Column.IsFirst, Octave.MinValue, best));
            best.Set(max);

            var t = ((max << PowerUnit.Fraction) - u).Saturate(UInt(6 + PowerUnit.Fraction));
            var (mantissa, octaves) = PowerUnit.Of(p, t);
            var e = (mantissa.Wrap(UInt(37)) << 20).Wrap(UInt(37)).ShiftRight(octaves);
            if (at.Visible is { } seen)
                e = Select(seen, e, 0);
            var sum = Sum(s, p, at, max, e);
            y.Write(Concat(mantissa.Wrap(Int(20)), (max - octaves).Wrap(Int(20))));
            scale.Write(Reciprocal(s, p, sum, max), when: at.Column.IsLast);
        });
    });

    /// <summary>The sum of a row so far, against its maximum so far. A shift and an addition take two cycles: columns are summed in two
    /// sums that take turns.</summary>
    private static Value Sum(SoftmaxShape s, ProcessBuilder p, SoftmaxStep at, Value max, Value e)
    {
        var (max1, max2) = (p.Register("max_1", Vec(Octave, s.Rows)), p.Register("max_2", Vec(Octave, s.Rows)));
        var (sum1, sum2) = (p.Register("sum_1", Vec(UInt(SumBits), s.Rows)), p.Register("sum_2", Vec(UInt(SumBits), s.Rows)));
        var mine = (Select(at.Column.IsFirst | at.Column.Is(1), 0, Rescaled(sum2, max2)) + e).Wrap(UInt(SumBits));
        (Value previous, Value other) = (max1, sum1);
        max1.Set(max);
        max2.Set(previous);
        sum1.Set(mine);
        sum2.Set(other);
        return (Select(at.Column.IsFirst, 0, Rescaled(other, previous)) + mine).Wrap(UInt(SumBits));

        Value Rescaled(Value sum, Value then) => sum.ShiftRight((max - then).Saturate(UInt(6)));
    }

    /// <summary>1 / sum from 512 chords, 17 fraction bits, and the shift of a product with it less what the exponent takes.</summary>
    private static Value Reciprocal(SoftmaxShape s, ProcessBuilder p, Value sum, Value max)
    {
        var start = p.Table("reciprocal", UInt(18), Enumerable.Range(0, 512).Select(At));
        var drop = p.Table("reciprocal_drop", UInt(9), Enumerable.Range(0, 512).Select(i => At(i) - At(i + 1)));
        var zeros = sum.LeadingZeros();
        var w = (sum.ShiftLeft(zeros) >> (SumBits - 21)).Wrap(UInt(20));
        var index = (w >> 11).Wrap(UInt(9));
        var mantissa = start[index] - (drop[index] * w.Wrap(UInt(11))).RoundShift(11);
        return Concat(mantissa.Wrap(Int(20)), (max + (SumBits - 4 - s.Output.Width) - zeros).Wrap(Int(20)));

        static long At(int i) => (long)Math.Floor((Math.ScaleB(1, 17) / (1 + (i / 512.0))) + 0.5);
    }

    /// <summary>p = e / sum.</summary>
    private static Process Normalize(SoftmaxShape s) => Process.Define("normalize", p =>
    {
        var row = p.In("exponentials", Pairs(s));
        var scale = p.In("scale", Pairs(s));
        var y = p.Out("probabilities", Vec(s.Output, s.Rows));

        s.Loops(p, at =>
        {
            var (e, r) = (row.Read(), p.Hold("held", scale, at.Column.IsFirst));
            var shift = (r.Slice(s.Rows, s.Rows) - e.Slice(s.Rows, s.Rows)).Saturate(UInt(6));
            var product = e.Slice(0, s.Rows).Wrap(UInt(17)) * r.Slice(0, s.Rows).Wrap(UInt(18));
            y.Write(product.RoundShift(shift).Saturate(s.Output));
        });
    });
}
