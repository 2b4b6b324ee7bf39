using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// An activation function from a table of all its values: y = F[x], or y = saturate(round(F[x] * m / 2^shift)) where the change of scale
/// belongs to the pass.
/// </summary>
public static class Activation
{
    /// <summary>Type of x where a shape names no other.</summary>
    public static ScalarType Input { get; } = Int(12);

    /// <summary>The process; inputs x and, where there is a shift, one multiplier a pass; output y.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="table">F, from the least x on; see <see cref="ActivationCurve.Table"/>.</param>
    public static Process Define(ActivationShape s, IReadOnlyList<short> table) => Process.Define("activation", p =>
    {
        s.Validate();
        KernelParameterException.Require(
            table.Count == s.Entries, "activation", "table", table.Count, $"{s.Entries} entries are needed");
        var x = p.In("x", Vec(s.Input, s.Lanes));
        var multiplier = s.Shift is null ? null : p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("y", Vec(s.Output, s.Lanes));
        var function = p.Table("function", s.Entry, table.Select(v => (long)v));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("i", s.Words, i =>
        {
            var f = function[(x.Read() + (s.Entries / 2)).Wrap(UInt(s.Input.Width))];
            if (multiplier is not null && s.Shift is { } shift)
                f = (f * p.Hold("held", multiplier, i.IsFirst)).RoundShift(shift).Saturate(s.Output);
            y.Write(f);
        }));
    });
}
