using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Cli.Tests.Tutorials;

/// <summary>The kernel of docs/tutorials/replace-a-kernel.md.</summary>
internal static class HalfTable
{
    // snippet: fit
    /// <summary>F[n] - F[-n] = ((n * Slope) >> 12) + Least + c, with c from 0 to 3 for every n.</summary>
    internal sealed record Line(long Slope, long Least)
    {
        internal static long Rise(IReadOnlyList<short> table, int n) => table[(table.Count / 2) + n] - table[(table.Count / 2) - n];

        internal static Line Of(IReadOnlyList<short> table)
        {
            var last = (table.Count / 2) - 1;
            var slope = (Rise(table, last) << 12) / last;
            var rests = Enumerable.Range(0, last + 1).Select(n => Rise(table, n) - ((n * slope) >> 12)).ToArray();
            KernelParameterException.Require(
                rests.Max() - rests.Min() <= 3 && table[0] == table[1], "half_table", "table", rests.Max() - rests.Min(),
                "F[n] - F[-n] must be within 3 of a line, and the first two entries equal");
            return new Line(slope, rests.Min());
        }

        internal long Rest(IReadOnlyList<short> table, int n) => Rise(table, n) - ((n * Slope) >> 12) - Least;
    }
    // end of snippet

    // snippet: kernel
    /// <summary>y = saturate(round(F[x] * m / 2^shift)), as the library's activation, from the half of F below 0.</summary>
    internal static Process Define(ActivationShape s, IReadOnlyList<short> table) => Process.Define("half_table", p =>
    {
        s.Validate();
        var line = Line.Of(table);
        var last = (table.Count / 2) - 1;
        var x = p.In("x", Vec(s.Input, s.Lanes));
        var multiplier = p.In("multiplier", UInt(17));
        var y = p.Out("y", Vec(s.Output, s.Lanes));
        var half = p.Table(
            "half", Int(18), Enumerable.Range(0, last + 1).Select(n => ((long)table[last + 1 - n] << 2) + line.Rest(table, n)));

        p.Loop("pass", s.Passes, _ =>
        p.Loop("i", s.Words, i =>
        {
            var v = x.Read();
            var n = Min(Max(v, 0 - v), last).Wrap(UInt(s.Input.Width - 1));
            var entry = half[n];
            var below = entry >> 2;
            var above = (below + ((n * line.Slope) >> 12) + entry.Wrap(UInt(2)) + line.Least).Wrap(Int(16));
            var f = Select(v > 0, above, below);
            y.Write((f * p.Hold("held", multiplier, i.IsFirst)).RoundShift(s.Shift!.Value).Saturate(s.Output));
        }));
    });
    // end of snippet
}
