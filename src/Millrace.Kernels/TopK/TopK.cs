using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// The k largest scores of each row and their indices, in order. Every lane keeps the k largest that it has seen in a sorted queue, into
/// which a score goes in one cycle; behind a row the queues are merged while the next row passes.
/// </summary>
public static class TopK
{
    /// <summary>The network; input scores, outputs indices and values, one vector of k a row each.</summary>
    public static Network Define(TopKShape s) => Network.Define("top_k", n =>
    {
        s.Validate();
        var queues = n.Add(Queues(s), n.In("scores", s.Word));
        var (indices, values) = n.Add(Merge(s), queues["queues"].WithDepth(2));
        n.Out("indices", indices);
        n.Out("values", values);
    });

    private static VectorType QueuesWord(TopKShape s) => Vec(s.Key, s.Count * s.Lanes);

    /// <summary>The k largest keys of each lane; in the queues, all lanes' largest come first.</summary>
    private static Process Queues(TopKShape s) => Process.Define("queues", p =>
    {
        var scores = p.In("scores", s.Word);
        var y = p.Out("queues", QueuesWord(s));

        p.Loop("row", s.Rows, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var queues = p.Register("queues", QueuesWord(s));
            var next = Inserted(Select(word.IsFirst, s.Nothing, queues), s.Keys(scores.Read(), word), s.Count);
            queues.Set(next);
            y.Write(next, when: word.IsLast);
        }));
    });

    /// <summary>The k largest of all queues, a key a cycle.</summary>
    private static Process Merge(TopKShape s) => Process.Define("merge", p =>
    {
        var queues = p.In("queues", QueuesWord(s));
        var indices = p.Out("indices", Vec(s.Index, s.Count));
        var values = p.Out("values", Vec(s.Score, s.Count));
        var keys = s.Count * s.Lanes;

        p.Loop("row", s.Rows, _ =>
        p.Loop("key", keys, key =>
        {
            // The keys that wait move on by one.
            var waiting = p.Register("waiting", QueuesWord(s));
            var now = Select(key.IsFirst, queues.Read(key.IsFirst), waiting);
            waiting.Set(keys == 1 ? now : Concat(now.Slice(1, keys - 1), now.Slice(0, 1)));
            var best = p.Register("best", Vec(s.Key, s.Count));
            var next = Inserted(Select(key.IsFirst, s.Nothing, best), now.Slice(0, 1), s.Count);
            best.Set(next);
            indices.Write(s.Indices(next), when: key.IsLast);
            values.Write(s.Scores(next), when: key.IsLast);
        }));
    });

    /// <summary>Sorted queues, one for each lane of <paramref name="keys"/>, with a key more and the least gone. A place keeps what it has
    /// if that is larger, takes the key if that is larger but not larger than what is before, and else what is before.</summary>
    private static Value Inserted(Value queues, Value keys, int places)
    {
        var (lanes, behind) = (keys.Type.Lanes, (places - 1) * keys.Type.Lanes);
        var larger = keys.Repeat(places) > queues;
        var first = Select(larger.Slice(0, lanes), keys, queues.Slice(0, lanes));
        return places == 1 ? first : Concat(first, Select(
            larger.Slice(lanes, behind),
            Select(larger.Slice(0, behind), queues.Slice(0, behind), keys.Repeat(places - 1)),
            queues.Slice(lanes, behind)));
    }
}
