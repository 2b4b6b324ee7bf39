using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Integers of a scale in, fixed point out: raw(x) = saturate(round(q * m / 2^shift)).</summary>
public static class Dequantize
{
    /// <summary>The process; inputs q and one multiplier a pass, output x.</summary>
    public static Process Define(QuantizeShape s) => Process.Define("dequantize", p =>
    {
        s.Validate("dequantize");
        var q = p.In("q", Vec(s.Integer, s.Lanes));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var x = p.Out("x", Vec(s.Real, s.Lanes));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("i", s.Words, i =>
        {
            var m = p.Hold("held", multiplier, i.IsFirst);
            x.Write((q.Read() * m).RoundShift(s.Shift).Saturate(s.Raw).Wrap(s.Real));
        }));
    });
}
