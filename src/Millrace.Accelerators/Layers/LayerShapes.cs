using Millrace.Analysis;
using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Millrace.Accelerators;

/// <summary>
/// The shapes of a layer's kernels, from a design point and a model's arithmetic. Every size is rounded up to what the engines compute at a
/// time; the padding is zero throughout.
/// </summary>
internal abstract class LayerShapes
{
    /// <param name="point">What to build.</param>
    /// <param name="arithmetic">The constants of the layers.</param>
    /// <param name="sequences">Sequences that go through each pass.</param>
    /// <param name="start">Position of the first row.</param>
    /// <param name="length">Positions that every row sees; null where each sees those up to its own.</param>
    /// <param name="normed">Type of what a LayerNorm gives.</param>
    protected LayerShapes(
        DesignPoint point, LayerArithmetic arithmetic, IndexExpression sequences, IndexExpression start, IndexExpression? length,
        ScalarType normed)
    {
        Point = point;
        var m = point.Model;
        Rows = new Argument("rows", m.ContextLength, 1);
        Passes = m.Layers / point.LayersOnChip;
        Width = RoundUp(m.Width, Common(point.AttentionOutput.OutputLanes, point.MlpOutput.OutputLanes));
        HeadSize = RoundUp(m.HeadSize, point.AttentionInput.OutputLanes);
        var tiling = new RowTiling(Passes, Rows, point.TileRows) { Sequences = sequences };

        Norm = NormOf(arithmetic.NormShift, arithmetic.NormEpsilon, Passes, Rows) with { Sequences = sequences, Output = normed };
        AttentionInput = Engine(point.AttentionInput, Stream, 3 * m.Heads * HeadSize, 8, arithmetic.AttentionInputShift, tiling);
        Attention = new AttentionShape
        {
            Heads = m.Heads,
            HeadSize = HeadSize,
            GroupColumns = point.AttentionInput.OutputLanes,
            Lanes = point.Lanes,
            Context = m.ContextLength,
            Tiling = tiling,
            BandRows = point.AttentionBandRows,
            Start = start,
            Length = length,
            ScoreShift = arithmetic.ScoreShift,
            ValueShift = arithmetic.ValueShift,
        };
        AttentionOutput = Engine(point.AttentionOutput, Attention.OutputOrder, Width, Residual, arithmetic.AttentionOutputShift, tiling);
        MlpInput = Engine(
            point.MlpInput, Stream, RoundUp(m.InnerWidth, point.MlpInput.OutputLanes), ActivationInput.Width, arithmetic.MlpInputShift,
            tiling);
        Activation = new ActivationShape
        {
            Shift = arithmetic.ActivationShift,
            Lanes = point.Lanes,
            Passes = tiling.Rounds,
            Words = Rows * MlpInput.OutputOrder.RowWords,
        };
        MlpOutput = Engine(point.MlpOutput, MlpInput.OutputOrder, Width, Residual, arithmetic.MlpOutputShift, tiling);
    }

    /// <summary>Type of a multiplier that a layer has one of, as its parameters bring it: of scores, of values, of the activation.</summary>
    internal static ScalarType Multiplier { get; } = UInt(17);

    internal DesignPoint Point { get; }

    /// <summary>Tokens of a launch, of each sequence if there are several.</summary>
    internal Argument Rows { get; }

    /// <summary>Layers that pass through each copy of the engines.</summary>
    internal int Passes { get; }

    /// <summary>Elements of the residual stream with padding.</summary>
    internal int Width { get; }

    /// <summary>Elements of a head with padding.</summary>
    internal int HeadSize { get; }

    internal int RowWords => Width / Point.Lanes;

    internal VectorType StreamWord => Vec(LayerNormShape.Input, Point.Lanes);

    internal LayerNormShape Norm { get; }

    internal LinearShape AttentionInput { get; }

    internal AttentionShape Attention { get; }

    internal LinearShape AttentionOutput { get; }

    internal LinearShape MlpInput { get; }

    internal ActivationShape Activation { get; }

    internal LinearShape MlpOutput { get; }

    /// <summary>Bits of an element of the residual stream, and of a logit.</summary>
    protected static int Residual => LayerNormShape.Input.Width;

    /// <summary>The stream, row after row.</summary>
    protected BlockOrder Stream => BlockOrder.RowMajor(Width, Point.Lanes);

    private static ScalarType ActivationInput => Kernels.Activation.Input;

    protected static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    protected LinearShape Engine(
        EnginePoint engine, BlockOrder order, int outputs, int outputBits, int shift, RowTiling tiling) => new LinearShape
        {
            Inputs = RoundUp(order.Columns, engine.InputLanes),
            Outputs = outputs,
            InputOrder = order,
            InputLanes = engine.InputLanes,
            OutputLanes = engine.OutputLanes,
            Tiling = tiling,
            Weight = Int(Point.WeightBits),
            Output = Int(outputBits),
            Shift = shift,
        }.Validate();

    protected LayerNormShape NormOf(int shift, long epsilon, IndexExpression passes, IndexExpression rows) => new LayerNormShape
    {
        Width = Point.Model.Width,
        Columns = Width,
        Lanes = Point.Lanes,
        Passes = passes,
        Rows = rows,
        Epsilon = epsilon,
        Shift = shift,
    }.Validate();

    private static int Common(int a, int b)
    {
        var (x, y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }
}
