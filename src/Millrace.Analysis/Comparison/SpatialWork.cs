namespace Millrace.Analysis;

/// <summary>What the operators of a spatial design do: weights are loaded again for each tile of tokens, the head's once.</summary>
internal static class SpatialWork
{
    /// <summary>Operators of a prompt, or of one token behind others.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="weightBits">b_W.</param>
    /// <param name="activationBits">b_A.</param>
    /// <param name="tileRows">Tokens of a tile.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens.</param>
    public static IReadOnlyList<OperatorWork> Of(
        TransformerShape shape, int weightBits, int activationBits, int tileRows, int position, int tokens)
    {
        var macs = position == 0 && tokens > 1 ? Demand.PrefillMacs(shape, tokens) : Demand.DecodeMacs(shape, position);
        var tiles = RefinedForm.Tiles(tokens, tileRows);
        double n = shape.Layers, d = shape.Width;
        var weightBytes = n * tiles * weightBits / 8;
        // Each tile reads the keys, and the values, of all tokens up to its last; an encoder's stay on chip.
        double seen = 0;
        for (var t = 0; t < tiles && !shape.IsEncoder; t++) seen += position + Math.Min((t + 1.0) * tileRows, tokens);
        var cached = n * seen * shape.KeyValueWidth * activationBits / 8;
        var (queries, keys, inner) = ((double)shape.QueryWidth, (double)shape.KeyValueWidth, (double)shape.InnerWidth);
        List<OperatorWork> work =
        [
            new("qkv", n * (macs.Q + macs.K + macs.V), weightBytes * d * (queries + (2 * keys))),
            new("a1", n * macs.A1, cached),
            new("a2", n * macs.A2, cached),
            new("p", n * macs.P, weightBytes * queries * d),
            new("f1", n * macs.F1, weightBytes * (shape.InnerMatrices - 1) * d * inner),
            new("f2", n * macs.F2, weightBytes * inner * d),
        ];
        if (!shape.IsEncoder) work.Add(new("head", d * shape.VocabularySize, d * shape.VocabularySize * weightBits / 8));
        return work;
    }

    /// <summary>Bytes of all weights that a phase loads.</summary>
    public static double WeightBytes(TransformerShape shape, int weightBits, int tileRows, int tokens)
    {
        var layers = (double)shape.LayerWeights * shape.Layers * RefinedForm.Tiles(tokens, tileRows);
        var head = shape.IsEncoder ? 0 : (double)shape.Width * shape.VocabularySize;
        return (layers + head) * weightBits / 8;
    }
}
