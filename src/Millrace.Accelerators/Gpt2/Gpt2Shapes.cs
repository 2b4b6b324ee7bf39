using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Accelerators;

/// <summary>
/// The shapes of all kernels of a GPT-2 accelerator, from a design point and a model's arithmetic. Every size is rounded up to what the
/// engines compute at a time; the padding is zero throughout.
/// </summary>
internal sealed class Gpt2Shapes
{
    internal Gpt2Shapes(DesignPoint point, Gpt2Arithmetic arithmetic)
    {
        (Point, Arithmetic) = (point, arithmetic);
        var m = point.Model;
        Rows = new Argument("rows", m.ContextLength, 1);
        Start = new Argument("start", m.ContextLength - 1);
        Logits = new Argument("logits", m.ContextLength, 1);
        Passes = m.Layers / point.LayersOnChip;
        Width = RoundUp(m.Width, Common(point.AttentionOutput.OutputLanes, point.MlpOutput.OutputLanes));
        HeadSize = RoundUp(m.HeadSize, point.AttentionInput.OutputLanes);
        var (tiling, headTiling) = (new RowTiling(Passes, Rows, point.TileRows), new RowTiling(1, Logits, point.TileRows));
        var rows = BlockOrder.RowMajor(Width, point.Lanes);

        Norm = NormOf(arithmetic.NormShift, arithmetic.NormEpsilon, Passes, Rows);
        FinalNorm = NormOf(arithmetic.FinalNormShift, arithmetic.FinalNormEpsilon, 1, Logits);
        AttentionInput = Engine(point.AttentionInput, rows, 3 * m.Heads * HeadSize, 8, arithmetic.AttentionInputShift, tiling);
        Attention = new AttentionShape
        {
            Heads = m.Heads,
            HeadSize = HeadSize,
            GroupColumns = point.AttentionInput.OutputLanes,
            Lanes = point.Lanes,
            Context = m.ContextLength,
            Tiling = tiling,
            Start = Start,
            ScoreShift = arithmetic.ScoreShift,
            ValueShift = arithmetic.ValueShift,
        };
        AttentionOutput = Engine(point.AttentionOutput, Attention.OutputOrder, Width, Residual, arithmetic.AttentionOutputShift, tiling);
        MlpInput = Engine(point.MlpInput, rows, RoundUp(m.InnerWidth, point.MlpInput.OutputLanes), Activation.Input.Width, arithmetic.MlpInputShift, tiling);
        MlpOutput = Engine(point.MlpOutput, MlpInput.OutputOrder, Width, Residual, arithmetic.MlpOutputShift, tiling);
        Head = Engine(point.Head, rows, RoundUp(m.VocabularySize, point.Head.OutputLanes), Residual, arithmetic.HeadShift, headTiling);
    }

    internal DesignPoint Point { get; }

    internal Gpt2Arithmetic Arithmetic { get; }

    /// <summary>Tokens of a launch.</summary>
    internal Argument Rows { get; }

    /// <summary>Position of the first.</summary>
    internal Argument Start { get; }

    /// <summary>How many of the last tokens want logits.</summary>
    internal Argument Logits { get; }

    /// <summary>Layers that pass through each copy of the engines.</summary>
    internal int Passes { get; }

    /// <summary>Elements of the residual stream with padding.</summary>
    internal int Width { get; }

    /// <summary>Elements of a head with padding.</summary>
    internal int HeadSize { get; }

    /// <summary>Bits of an element of the residual stream, and of a logit.</summary>
    private static int Residual => LayerNormShape.Input.Width;

    internal int RowWords => Width / Point.Lanes;

    internal VectorType StreamWord => Vec(LayerNormShape.Input, Point.Lanes);

    internal LayerNormShape Norm { get; }

    internal LayerNormShape FinalNorm { get; }

    internal LinearShape AttentionInput { get; }

    internal AttentionShape Attention { get; }

    internal LinearShape AttentionOutput { get; }

    internal LinearShape MlpInput { get; }

    internal LinearShape MlpOutput { get; }

    internal LinearShape Head { get; }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private static int Common(int a, int b)
    {
        var (x, y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }

    private LinearShape Engine(
        EnginePoint engine, BlockOrder order, int outputs, int outputBits, int shift, RowTiling tiling) => new LinearShape
        {
            Inputs = RoundUp(order.Columns, engine.InputLanes),
            Outputs = outputs,
            InputOrder = order,
            InputLanes = engine.InputLanes,
            OutputLanes = engine.OutputLanes,
            Tiling = tiling,
            Output = Int(outputBits),
            Shift = shift,
        }.Validate();

    private LayerNormShape NormOf(int shift, long epsilon, IndexExpression passes, IndexExpression rows) => new LayerNormShape
    {
        Width = Point.Model.Width,
        Columns = Width,
        Lanes = Point.Lanes,
        Passes = passes,
        Rows = rows,
        Epsilon = epsilon,
        Shift = shift,
    }.Validate();
}
