using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Accelerators;

/// <summary>The shapes of all kernels of a GPT-2 accelerator.</summary>
internal sealed class Gpt2Shapes : LayerShapes
{
    internal Gpt2Shapes(DesignPoint point, Gpt2Arithmetic arithmetic)
        : this(point, arithmetic, new Argument("start", point.Model.ContextLength - 1))
    {
    }

    private Gpt2Shapes(DesignPoint point, Gpt2Arithmetic arithmetic, Argument start)
        : base(point, arithmetic.Layer, sequences: 1, start, length: null, normed: Int(8))
    {
        (Arithmetic, Start) = (arithmetic, start);
        Logits = new Argument("logits", point.Model.ContextLength, 1);
        FinalNorm = NormOf(arithmetic.FinalNormShift, arithmetic.FinalNormEpsilon, 1, Logits);
        Head = Engine(
            point.Head, Stream, RoundUp(point.Model.VocabularySize, point.Head.OutputLanes), Residual, arithmetic.HeadShift,
            new RowTiling(1, Logits, point.TileRows));
    }

    internal Gpt2Arithmetic Arithmetic { get; }

    /// <summary>Position of the first token.</summary>
    internal Argument Start { get; }

    /// <summary>How many of the last tokens want logits.</summary>
    internal Argument Logits { get; }

    internal LayerNormShape FinalNorm { get; }

    internal LinearShape Head { get; }
}
