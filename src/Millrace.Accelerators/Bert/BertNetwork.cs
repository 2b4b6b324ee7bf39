using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>
/// The whole accelerator: the rows of all sequences of a launch enter behind the LayerNorm of the embeddings, go through the engines of the
/// layers on chip as often as the model has layers, and leave as the last hidden state. Input <c>embeddings</c>, output <c>hidden</c>, row
/// after row. Pooler and heads are the host's.
/// </summary>
internal static class BertNetwork
{
    internal static Network Define(BertShapes s, IReadOnlyList<LayerMemories> memories) => Network.Define("bert", n =>
    {
        var (words, room) = (s.Tokens * s.RowWords, s.Point.Sequences * s.Point.Model.ContextLength * s.RowWords);
        var embeddings = n.In("embeddings", s.StreamWord);
        var feedback = s.Passes > 1 ? n.Feedback("next_layer", s.StreamWord).WithRoom(room) : null;
        Wire stream = feedback is null ? embeddings : n.Add("enter", LayerLoop.Enter(s.StreamWord, s.Passes, words), embeddings, feedback);
        for (var i = 0; i < s.Point.LayersOnChip; i++)
            stream = n.Add($"layer_{i}", BertLayer.Define(s, memories[i]), stream);
        if (feedback is not null)
        {
            var (again, done) = n.Add("leave", LayerLoop.Leave(s.StreamWord, s.Passes, words), stream);
            n.Connect(feedback, again);
            stream = done;
        }

        n.Out("hidden", stream);
    });
}
