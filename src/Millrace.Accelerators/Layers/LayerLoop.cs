using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>How rows pass through the layers on chip as often as the model has layers: the two ends of the way back.</summary>
internal static class LayerLoop
{
    /// <summary>The first pass takes rows from the host, the others what the last layer on chip gave.</summary>
    internal static Process Enter(VectorType word, int passes, IndexExpression words) => Process.Define("enter", p =>
    {
        var embeddings = p.In("embeddings", word);
        var again = p.In("again", word);
        var y = p.Out("y", word);

        p.Loop("pass", passes, pass =>
        p.Loop("word", words, _ =>
            y.Write(Language.Select(pass.IsFirst, embeddings.Read(when: pass.IsFirst), again.Read(when: !pass.IsFirst)))));
    });

    /// <summary>Sends rows back for the next pass, after the last pass on.</summary>
    internal static Process Leave(VectorType word, int passes, IndexExpression words) => Process.Define("leave", p =>
    {
        var x = p.In("x", word);
        var again = p.Out("again", word);
        var done = p.Out("done", word);

        p.Loop("pass", passes, pass =>
        p.Loop("word", words, _ =>
        {
            var v = x.Read();
            again.Write(v, when: !pass.IsLast);
            done.Write(v, when: pass.IsLast);
        }));
    });
}
