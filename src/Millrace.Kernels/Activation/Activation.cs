using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// An activation function from a table, then a change of scale that belongs to the pass: y = saturate(round(F[x + 2048] * m / 2^shift)).
/// TENSOR any, BLOCK one word, STREAM <c>lanes</c> elements a cycle. Section 5 of the arithmetic specification.
/// </summary>
public static class Activation
{
    /// <summary>Type of x.</summary>
    public static ScalarType Input { get; } = Int(12);

    /// <summary>The process; inputs x and one multiplier a pass, output y in Int(8).</summary>
    /// <param name="table">F: 4096 entries of 16 bits.</param>
    /// <param name="shift">The multipliers' shift.</param>
    /// <param name="lanes">Elements of a word.</param>
    /// <param name="passes">Passes of a launch.</param>
    /// <param name="words">Words of a pass.</param>
    public static Process Define(
        IReadOnlyList<short> table, int shift, int lanes,
        IndexExpression passes, IndexExpression words) => Process.Define("activation", p =>
    {
        KernelParameterException.Require(table.Count == 4096, "activation", "table", table.Count, "4096 entries are needed");
        KernelParameterException.Require(lanes >= 1, "activation", "lanes", lanes, "at least 1 is needed");
        KernelParameterException.Require(shift is >= 0 and <= 62, "activation", "shift", shift, "0 to 62 is allowed");
        var x = p.In("x", Vec(Input, lanes));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("y", Vec(Int(8), lanes));
        var function = p.Table("function", Int(16), table.Select(v => (long)v));

        p.Loop("pass", passes, _ =>
        p.Loop("i", words, i =>
        {
            var m = p.Hold("held", multiplier, i.IsFirst);
            var f = function[(x.Read() + 2048).Wrap(UInt(12))];
            y.Write((f * m).RoundShift(shift).Saturate(Int(8)));
        }));
    });
}
