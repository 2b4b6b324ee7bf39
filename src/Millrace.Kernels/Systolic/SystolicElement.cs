using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>A processing element and its link of the chain that drains the sums.</summary>
internal static class SystolicElement
{
    internal static VectorType Activations(SystolicShape s) => Vec(s.Linear.Input, s.Linear.InputLanes);

    internal static VectorType Weights(SystolicShape s) => Vec(s.Linear.Weight, s.Linear.InputLanes * s.ElementOutputs);

    internal static VectorType Sums(SystolicShape s) => Vec(s.Linear.Sum, s.ElementOutputs);

    /// <summary>The element: its sums stay while operands pass; each goes on to a neighbour if there is one.</summary>
    internal static Process Define(SystolicShape s, bool east, bool south) => Process.Define("element", p =>
    {
        var x = p.In("x", Activations(s));
        var w = p.In("w", Weights(s));
        var xOn = east ? p.Out("x_on", Activations(s)) : null;
        var wOn = south ? p.Out("w_on", Weights(s)) : null;
        var sums = p.Out("sum", Sums(s));

        s.Linear.Tiling.Loop(p, (_, _) =>
        p.Loop("n", s.Linear.OutputTiles, _ =>
        p.Loop("k", s.Linear.InputWords, k =>
        {
            var (activations, weights) = (x.Read(), w.Read());
            xOn?.Write(activations);
            wOn?.Write(weights);
            var sum = p.Register("held", Sums(s));
            var next = (Select(k.IsFirst, 0, sum) + OuterDot(activations, weights, 1, s.ElementOutputs)).Wrap(s.Linear.Sum);
            sum.Set(next);
            sums.Write(next, when: k.IsLast);
        })));
    });

    /// <summary>Puts the element's own sums before those that come up from the rows below.</summary>
    internal static Process Drain(SystolicShape s, int row) => Process.Define("drain", p =>
    {
        var own = p.In("own", Sums(s));
        var below = row < s.Rows - 1 ? p.In("below", Sums(s)) : null;
        var sums = p.Out("sums", Sums(s));

        s.Linear.Tiling.Loop(p, (_, _) =>
        p.Loop("n", s.Linear.OutputTiles, _ =>
        p.Loop("from", s.Rows - row, from =>
        {
            var mine = own.Read(when: from.IsFirst);
            sums.Write(below is null ? mine : Select(from.IsFirst, mine, below.Read(when: !from.IsFirst)));
        })));
    });
}
