using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// The gate of a feed-forward network, y = saturate(round(F[gate] * up * m / 2^shift)): SwiGLU where F is SiLU, GeGLU where it is GELU
/// (Shazeer, GLU Variants Improve Transformer, 2020, equation 6).
/// </summary>
public static class GatedProduct
{
    /// <summary>The process; inputs gate and up, and one multiplier a pass; output y.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="table">F, from the least gate on; see <see cref="ActivationCurve.Table"/>.</param>
    public static Process Define(GatedProductShape s, IReadOnlyList<short> table) => Process.Define("gated_product", p =>
    {
        s.Validate();
        KernelParameterException.Require(
            table.Count == s.Entries, "gated_product", "table", table.Count, $"{s.Entries} entries are needed");
        var gate = p.In("gate", Vec(s.Gate, s.Lanes));
        var up = p.In("up", Vec(s.Up, s.Lanes));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("y", Vec(s.Output, s.Lanes));
        var function = p.Table("function", GatedProductShape.Entry, table.Select(v => (long)v));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("i", s.Words, i =>
        {
            var m = p.Hold("held", multiplier, i.IsFirst);
            var f = function[(gate.Read() + (s.Entries / 2)).Wrap(UInt(s.Gate.Width))];
            y.Write((f * up.Read() * m).RoundShift(s.Shift).Saturate(s.Output));
        }));
    });
}
