using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Fixed point in, integers of a scale out: q = saturate(round(raw(x) * m / 2^shift)).</summary>
public static class Quantize
{
    /// <summary>The process; inputs x and one multiplier a pass, output q.</summary>
    public static Process Define(QuantizeShape s) => Process.Define("quantize", p =>
    {
        s.Validate("quantize");
        var x = p.In("x", Vec(s.Real, s.Lanes));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var q = p.Out("q", Vec(s.Integer, s.Lanes));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("i", s.Words, i =>
        {
            var m = p.Hold("held", multiplier, i.IsFirst);
            q.Write((x.Read().Wrap(s.Raw) * m).RoundShift(s.Shift).Saturate(s.Integer));
        }));
    });
}
