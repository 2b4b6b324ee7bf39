using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>The engines of one layer: LayerNorm, attention, residual, LayerNorm, feed-forward, residual. Input and output: the residual
/// stream, row after row.</summary>
internal static class Gpt2Layer
{
    internal static Network Define(
        Gpt2Shapes s, Gpt2Kernels kernels, LayerMemories memories, (OffChipMemory Keys, OffChipMemory Values) caches) => Network.Define("layer", n =>
    {
        var x = n.In("x", s.StreamWord);
        var parameters = n.Add(
            "parameters", NormParameters.Define(s.Norm, 2, [.. Enumerable.Repeat(LayerShapes.Multiplier, 3)]), memories.Parameters);

        var (attentionIn, attentionBypass) = n.Add("attention_fork", ForkStream(s), x);
        var normed = n.Add("attention_norm", kernels.LayerNorm(s.Norm), attentionIn, parameters["norm_1"]);
        var qkv = n.Add(
            "attention_input", Linear.Streamed(s.AttentionInput, memories.AttentionInput, s.Point.AttentionInput.PrefetchWords), normed);
        var mixed = n.Add(
            "attention", Attention.Define(s.Attention, caches.Keys, caches.Values, kernels.Softmax),
            qkv, parameters["scalar_1"], parameters["scalar_2"]);
        var projected = n.Add(
            "attention_output", Linear.Streamed(s.AttentionOutput, memories.AttentionOutput, s.Point.AttentionOutput.PrefetchWords), mixed);
        var attention = n.Add("attention_order", ToRows(s, s.AttentionOutput), projected);
        var middle = n.Add("attention_residual", AddStream(s), attentionBypass.WithRoom(BypassWords(s)), attention);

        var (mlpIn, mlpBypass) = n.Add("mlp_fork", ForkStream(s), middle);
        var normedAgain = n.Add("mlp_norm", kernels.LayerNorm(s.Norm), mlpIn, parameters["norm_2"]);
        var inner = n.Add("mlp_input", Linear.Streamed(s.MlpInput, memories.MlpInput, s.Point.MlpInput.PrefetchWords), normedAgain);
        var activated = n.Add(
            "activation", kernels.Activation(s.Activation, s.Arithmetic.Layer.ActivationTable), inner, parameters["scalar_3"]);
        var outer = n.Add("mlp_output", Linear.Streamed(s.MlpOutput, memories.MlpOutput, s.Point.MlpOutput.PrefetchWords), activated);
        var mlp = n.Add("mlp_order", ToRows(s, s.MlpOutput), outer);
        n.Out("y", n.Add("mlp_residual", AddStream(s), mlpBypass.WithRoom(BypassWords(s)), mlp));
    });

    private static IndexExpression Words(Gpt2Shapes s) => s.Rows * s.RowWords * s.Passes;

    /// <summary>
    /// What waits beside attention or feed-forward network while a tile goes through: three rows in the LayerNorm, and a tile or two in
    /// each of the ping-pong buffers on the way (two engines, heads, reordering). With less the next tile could not enter before this one
    /// has left.
    /// </summary>
    private static int BypassWords(Gpt2Shapes s) => ((6 * s.Point.TileRows) + 4) * s.RowWords;

    private static Process ForkStream(Gpt2Shapes s) => Fork.Define(s.StreamWord, Words(s));

    private static Process AddStream(Gpt2Shapes s) => ResidualAdd.Define(LayerNormShape.Input, s.Point.Lanes, Words(s));

    private static Network ToRows(Gpt2Shapes s, LinearShape engine) =>
        Reorder.ToRows(LayerNormShape.Input, engine.OutputOrder, engine.Tiling);
}
