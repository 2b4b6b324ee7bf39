namespace Millrace.Analysis;

/// <summary>
/// The kernels of one pass: one for each operator, and one for matrices that share their input (q, k, v; a gate and its f1). Attention's
/// scores stay on chip, which favours the GPU where the attention is not fused.
/// </summary>
internal static class GpuKernels
{
    private const int FullBits = 16;

    /// <summary>Prefill: all tokens of the prompt attend to all.</summary>
    public static IReadOnlyList<GpuKernel> Prefill(GpuRequest r) =>
        Pass(r.Shape, r.WeightBits, r.ActivationBits, r.Batch, r.PromptTokens, r.PromptTokens);

    /// <summary>Decode of one token of each sequence.</summary>
    public static IReadOnlyList<GpuKernel> Decode(GpuRequest r, int tokensBefore) =>
        Pass(r.Shape, r.WeightBits, r.ActivationBits, r.Batch, 1, tokensBefore + 1L);

    /// <summary>Any pass: of each sequence some tokens, each of which attends to as many as the context has.</summary>
    public static IReadOnlyList<GpuKernel> Pass(
        TransformerShape shape, int weightBits, int activationBits, int batch, int tokens, long context)
    {
        double rows = (double)batch * tokens;
        var kernels = new List<GpuKernel>(24);
        Embedding(kernels, shape, rows);
        Layer(kernels, shape, weightBits, activationBits, rows, rows * context, (double)batch * context);
        Head(kernels, shape, batch);
        return kernels;
    }

    private static void Embedding(List<GpuKernel> to, TransformerShape s, double rows)
    {
        var embeddings = 1 + (s.LearnedPositions ? 1 : 0) + (s.TokenTypes > 0 ? 1 : 0);
        to.Add(Moving("embedding", embeddings, 2 * rows * s.Width, FullBits));
        if (embeddings > 1) to.Add(Moving("embedding_add", embeddings - 1, 3 * rows * s.Width, FullBits));
        if (s.IsEncoder) to.Add(Moving("embedding_norm", 1, 2 * rows * s.Width, FullBits));
    }

    // pairs: of a query's token with one it attends to; cached: tokens whose keys and values are read.
    private static void Layer(
        List<GpuKernel> to, TransformerShape s, int weightBits, int bits, double rows, double pairs, double cached)
    {
        var n = s.Layers;
        double d = s.Width, queries = s.QueryWidth, keys = s.KeyValueWidth, inner = s.InnerWidth, gates = s.InnerMatrices - 1;
        GpuKernel Matrix(string name, double from, double into)
        {
            var bytes = Bytes(from * into, weightBits) + Bytes(rows * (from + into), bits);
            return new GpuKernel(name, n, rows * from * into, bytes, Math.Max(weightBits, bits));
        }


        GpuKernel Attention(string name) => new(name, n, pairs * queries, Bytes((rows * queries) + (cached * keys), bits), bits);

        to.Add(Moving("norm", s.NormsPerLayer * n, 2 * rows * d, bits));
        to.Add(Matrix("qkv", d, queries + (2 * keys)));
        if (s.QueryKeyNorm) to.Add(Moving("query_key_norm", 2 * n, rows * (queries + keys), bits));
        if (!s.LearnedPositions) to.Add(Moving("rotary", n, 2 * rows * (queries + keys), bits));
        if (!s.IsEncoder) to.Add(Moving("cache_append", 2 * n, 2 * rows * keys, bits));
        to.Add(Attention("scores"));
        to.Add(Moving("softmax", n, 0, bits));
        to.Add(Attention("values"));
        to.Add(Moving("merge_heads", n, 2 * rows * queries, bits));
        to.Add(Matrix("projection", queries, d));
        to.Add(Moving("residual", 2 * n, 3 * rows * d, bits));
        to.Add(Matrix("f1", d, gates * inner));
        to.Add(Moving("activation", n, rows * (gates + 1) * inner, bits));
        to.Add(Matrix("f2", inner, d));
    }

    // For the last token of each sequence only.
    private static void Head(List<GpuKernel> to, TransformerShape s, double sequences)
    {
        double d = s.Width, words = s.IsEncoder ? d : s.VocabularySize;
        if (!s.IsEncoder) to.Add(Moving("final_norm", 1, 2 * sequences * d, FullBits));
        to.Add(new GpuKernel(
            s.IsEncoder ? "pooler" : "head", 1, sequences * d * words, Bytes((d * words) + (sequences * (d + words)), FullBits), FullBits));
        to.Add(Moving(s.IsEncoder ? "pooler_activation" : "sample", 1, sequences * words, FullBits));
    }

    private static GpuKernel Moving(string name, int count, double elements, int bits) => new(name, count, 0, Bytes(elements, bits), bits);

    private static double Bytes(double elements, int bits) => elements * bits / 8;
}
