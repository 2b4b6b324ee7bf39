using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>The engines of one layer: attention, residual, LayerNorm, feed-forward, residual, LayerNorm. Input and output: the residual
/// stream, row after row, of one sequence after the other; the next sequence comes in while this one is in attention.</summary>
internal static class BertLayer
{
    internal static Network Define(BertShapes s, LayerMemories memories) => Network.Define("layer", n =>
    {
        var x = n.In("x", s.StreamWord);
        var parameters = n.Add(
            "parameters", NormParameters.Define(s.Norm, 2, [.. Enumerable.Repeat(LayerShapes.Multiplier, 5)]), memories.Parameters);

        var (attentionIn, attentionBypass) = n.Add("attention_fork", ForkStream(s), x);
        var read = n.Add(
            "attention_rescale", Quantize.Define(s.Rescale(s.Arithmetic.AttentionRescaleShift)), attentionIn, Scalar(1));
        var qkv = n.Add(
            "attention_input", Linear.Streamed(s.AttentionInput, memories.AttentionInput, s.Point.AttentionInput.PrefetchWords), read);
        var mixed = n.Add("attention", BidirectionalAttention.Define(s.Attention), qkv, Scalar(2), Scalar(3));
        var projected = n.Add(
            "attention_output", Linear.Streamed(s.AttentionOutput, memories.AttentionOutput, s.Point.AttentionOutput.PrefetchWords), mixed);
        var attention = n.Add("attention_order", ToRows(s, s.AttentionOutput), projected);
        var attended = n.Add("attention_residual", AddStream(s), attentionBypass.WithRoom(AttentionBypassWords(s)), attention);
        var middle = n.Add("attention_norm", LayerNorm.Define(s.Norm), attended, parameters["norm_1"]);

        var (mlpIn, mlpBypass) = n.Add("mlp_fork", ForkStream(s), middle);
        var readAgain = n.Add("mlp_rescale", Quantize.Define(s.Rescale(s.Arithmetic.MlpRescaleShift)), mlpIn, Scalar(4));
        var inner = n.Add("mlp_input", Linear.Streamed(s.MlpInput, memories.MlpInput, s.Point.MlpInput.PrefetchWords), readAgain);
        var activated = n.Add(
            "activation", Activation.Define(s.Activation, s.Arithmetic.Layer.ActivationTable), inner, Scalar(5));
        var outer = n.Add("mlp_output", Linear.Streamed(s.MlpOutput, memories.MlpOutput, s.Point.MlpOutput.PrefetchWords), activated);
        var mlp = n.Add("mlp_order", ToRows(s, s.MlpOutput), outer);
        var fed = n.Add("mlp_residual", AddStream(s), mlpBypass.WithRoom(MlpBypassWords(s)), mlp);
        n.Out("y", n.Add("mlp_norm", LayerNorm.Define(s.Norm), fed, parameters["norm_2"]));

        // A layer's scalars wait for all sequences, so that its norms' parameters can come behind them.
        Wire Scalar(int number) => parameters[$"scalar_{number}"].WithRoom(s.Point.Sequences - 1);
    });

    /// <summary>What waits beside attention: a sequence whose keys are not complete yet, the one before it, and a few tiles in the buffers
    /// on the way.</summary>
    private static int AttentionBypassWords(BertShapes s) =>
        (Math.Min(s.Point.Sequences, 2) * s.Point.Model.ContextLength * s.RowWords) + MlpBypassWords(s);

    /// <summary>What waits beside the feed-forward network while a tile goes through: a tile or two in each of the ping-pong buffers on
    /// the way (two engines, reordering).</summary>
    private static int MlpBypassWords(BertShapes s) => ((6 * s.Point.TileRows) + 4) * s.RowWords;

    private static IndexExpression Words(BertShapes s) => s.Tokens * (s.RowWords * s.Passes);

    private static Process ForkStream(BertShapes s) => Fork.Define(s.StreamWord, Words(s));

    private static Process AddStream(BertShapes s) => ResidualAdd.Define(LayerNormShape.Input, s.Point.Lanes, Words(s));

    private static Network ToRows(BertShapes s, LinearShape engine) =>
        Reorder.ToRows(LayerNormShape.Input, engine.OutputOrder, engine.Tiling);
}
