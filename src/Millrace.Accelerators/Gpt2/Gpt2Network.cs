using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Accelerators;

/// <summary>
/// The whole accelerator: the residual stream enters row after row, goes through the engines of the layers on chip as often as the model
/// has layers, then, for the rows that want logits, through the final LayerNorm and the head. Input <c>embeddings</c>, output <c>logits</c>
/// in the order of the head's engine.
/// </summary>
internal static class Gpt2Network
{
    internal static Network Define(Gpt2Shapes s, Gpt2Kernels kernels, Gpt2Memories memories) => Network.Define("gpt2", n =>
    {
        var embeddings = n.In("embeddings", s.StreamWord);
        var feedback = s.Passes > 1
            ? n.Feedback("next_layer", s.StreamWord).WithRoom(s.Point.Model.ContextLength * s.RowWords) : null;
        Wire stream = feedback is null
            ? embeddings
            : n.Add("enter", LayerLoop.Enter(s.StreamWord, s.Passes, s.Rows * s.RowWords), embeddings, feedback);
        for (var i = 0; i < s.Point.LayersOnChip; i++)
            stream = n.Add($"layer_{i}", Gpt2Layer.Define(s, kernels, memories.Layers[i], memories.Caches[i]), stream);
        if (feedback is not null)
        {
            var (again, done) = n.Add("leave", LayerLoop.Leave(s.StreamWord, s.Passes, s.Rows * s.RowWords), stream);
            n.Connect(feedback, again);
            stream = done;
        }

        var last = n.Add("last_rows", LastRows.Define(s.StreamWord, s.RowWords, s.Rows, s.Logits), stream);
        var parameters = n.Add("final_parameters", NormParameters.Define(s.FinalNorm, 1), memories.FinalParameters);
        var normed = n.Add("final_norm", kernels.LayerNorm(s.FinalNorm), last, parameters);
        n.Out("logits", n.Add("head", Linear.Streamed(s.Head, memories.Head, s.Point.Head.PrefetchWords), normed));
    });
}
