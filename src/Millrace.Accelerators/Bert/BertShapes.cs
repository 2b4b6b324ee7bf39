using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Accelerators;

/// <summary>The shapes of all kernels of a BERT accelerator: several sequences of the same length go through each pass, one after the
/// other.</summary>
internal sealed class BertShapes : LayerShapes
{
    internal BertShapes(DesignPoint point, BertArithmetic arithmetic)
        : this(point, arithmetic, new Argument("sequences", point.Sequences, 1), new Argument("length", point.Model.ContextLength, 1))
    {
    }

    private BertShapes(DesignPoint point, BertArithmetic arithmetic, Argument sequences, Argument length)
        : base(point, arithmetic.Layer, sequences, start: 0, length, normed: LayerNormShape.Input)
    {
        (Arithmetic, Sequences) = (arithmetic, sequences);
        Tokens = new Argument("tokens", (long)point.Sequences * point.Model.ContextLength, 1);
    }

    internal BertArithmetic Arithmetic { get; }

    /// <summary>Sequences of a launch.</summary>
    internal Argument Sequences { get; }

    /// <summary>Rows of all sequences of a launch.</summary>
    internal Argument Tokens { get; }

    /// <summary>The stream as a linear layer reads it.</summary>
    /// <param name="shift">Shift of the multipliers.</param>
    internal QuantizeShape Rescale(int shift) => new()
    {
        Real = LayerNormShape.Input,
        Integer = Int(8),
        Shift = shift,
        Lanes = Point.Lanes,
        Passes = Attention.Tiling.Rounds,
        Words = Rows * RowWords,
    };
}
