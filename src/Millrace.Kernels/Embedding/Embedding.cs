using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Embedding lookup: a token in, its row of a table in off-chip memory out. A token that is not in the table has the table's last row, so
/// that no load leaves the memory.
/// </summary>
public static class Embedding
{
    /// <summary>The process; inputs a memory of the table, row after row, and tokens; output rows.</summary>
    public static Process Define(EmbeddingShape s) => Process.Define("embedding", p =>
    {
        s.Validate();
        var memory = p.LoadPort("memory", s.Word);
        var tokens = p.In("tokens", s.Token);
        var rows = p.Out("rows", s.Word);

        p.Loop("token", s.Tokens, _ =>
        p.Loop("word", s.RowWords, word =>
        {
            var token = Min(p.Hold("held", tokens, word.IsFirst), s.Vocabulary - 1);
            rows.Write(memory.Load((token * s.RowWords) + word));
        }));
    });
}
