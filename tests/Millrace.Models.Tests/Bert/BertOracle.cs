namespace Millrace.Models.Tests.Bert;

/// <summary>
/// BERT, RoBERTa and DistilBERT from their description, in double precision, one number at a time: no blocks, no code shared with the
/// library.
/// </summary>
internal sealed class BertOracle
{
    private readonly BertConfig _c;
    private readonly Dictionary<string, double[]> _w = new(StringComparer.Ordinal);

    // DistilBERT's names are turned into BERT's, gamma and beta into weight and bias.
    public BertOracle(TinyBert tiny)
    {
        _c = tiny.Config;
        (string, string)[] spellings =
        [
            (".gamma", ".weight"), (".beta", ".bias"), ("distilbert.", ""), ("roberta.", ""), ("bert.", ""),
            ("transformer.layer", "encoder.layer"),
            ("attention.q_lin", "attention.self.query"), ("attention.k_lin", "attention.self.key"),
            ("attention.v_lin", "attention.self.value"), ("attention.out_lin", "attention.output.dense"),
            ("sa_layer_norm", "attention.output.LayerNorm"), ("ffn.lin1", "intermediate.dense"),
            ("ffn.lin2", "output.dense"), ("output_layer_norm", "output.LayerNorm"), ("pre_classifier", "pooler.dense"),
            ("classifier.dense", "pooler.dense"), ("classifier.out_proj", "classifier"), ("cls.predictions.transform.dense", "transform"),
            ("lm_head.dense", "transform"), ("vocab_transform", "transform"), ("cls.predictions.transform.LayerNorm", "transform_norm"),
            ("lm_head.layer_norm", "transform_norm"), ("vocab_layer_norm", "transform_norm"), ("cls.predictions.bias", "decoder.bias"),
            ("lm_head.bias", "decoder.bias"), ("vocab_projector", "decoder"),
            ("cls.predictions.decoder", "decoder"), ("lm_head.decoder", "decoder"),
        ];
        foreach (var (name, tensor) in tiny.Tensors)
            _w[spellings.Aggregate(name, (n, s) => n.Replace(s.Item1, s.Item2, StringComparison.Ordinal))] =
                [.. tensor.Data.Select(v => (double)v)];
    }

    public (double[][] Hidden, double[]? Pooled, double[]? Logits) Encode(BertInput input)
    {
        var x = input.Tokens.Select((token, t) => Norm(Sum(
            Sum(Row("embeddings.word_embeddings", token), Row("embeddings.position_embeddings", _c.FirstPosition + t)),
            _c.SegmentTypes == 0 ? new double[_c.Width] : Row("embeddings.token_type_embeddings", input.Segment(t))),
            "embeddings.LayerNorm")).ToArray();
        for (var layer = 0; layer < _c.Layers; layer++)
        {
            var l = $"encoder.layer.{layer}.";
            x = x.Zip(Attend(x, l, input), (row, mixed) =>
                Norm(Sum(row, Affine(mixed, l + "attention.output.dense")), l + "attention.output.LayerNorm")).ToArray();
            x = x.Select(row => Norm(Sum(row, Affine(
                Affine(row, l + "intermediate.dense").Select(v => Gpt2Oracle.Activate(_c.Activation.Name, v)).ToArray(),
                l + "output.dense")),
                l + "output.LayerNorm")).ToArray();
        }

        var pooled = _w.ContainsKey("pooler.dense.weight")
            ? Affine(x[0], "pooler.dense").Select(v => _c.Family == BertFamily.DistilBert ? Math.Max(0, v) : Math.Tanh(v)).ToArray()
            : null;
        return (x, pooled, _c.Head switch
        {
            BertHead.SequenceClassification => Affine(pooled!, "classifier"),
            BertHead.QuestionAnswering => [.. x.SelectMany(row => Affine(row, "qa_outputs"))],
            BertHead.MaskedLM => [.. x.SelectMany(Masked)],
            _ => null,
        });
    }

    private double[] Masked(double[] x)
    {
        var activation = _c.Family == BertFamily.Roberta ? "gelu" : _c.Activation.Name;
        x = Norm(Affine(x, "transform").Select(v => Gpt2Oracle.Activate(activation, v)).ToArray(), "transform_norm");
        return Affine(x, _w[_c.TiedHead ? "embeddings.word_embeddings.weight" : "decoder.weight"], _w["decoder.bias"]);
    }

    private double[][] Attend(double[][] x, string layer, BertInput input)
    {
        int d = _c.Width, size = d / _c.Heads;
        double[][] Part(string name) => x.Select(row => Affine(row, $"{layer}attention.self.{name}")).ToArray();
        double[][] q = Part("query"), k = Part("key"), v = Part("value");
        return q.Select(query =>
        {
            var mixed = new double[d];
            for (var head = 0; head < d; head += size)
            {
                var scores = k.Select(key => Enumerable.Range(head, size).Sum(i => query[i] * key[i]) / Math.Sqrt(size)).ToArray();
                var weights = scores.Select((s, j) => input.Sees(j) ? Math.Exp(s) : 0).ToArray();
                for (var j = 0; j < x.Length; j++)
                    for (var i = head; i < head + size; i++) mixed[i] += weights[j] / weights.Sum() * v[j][i];
            }

            return mixed;
        }).ToArray();
    }

    private double[] Row(string name, int row) => _w[name + ".weight"][(row * _c.Width)..((row + 1) * _c.Width)];

    private double[] Affine(double[] x, string name) => Affine(x, _w[name + ".weight"], _w[name + ".bias"]);

    private static double[] Affine(double[] x, double[] matrix, double[] bias) =>
        [.. bias.Select((b, o) => b + x.Select((v, i) => v * matrix[o * x.Length + i]).Sum())];

    private double[] Norm(double[] x, string name)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Select(v => (v - mean) * (v - mean)).Average() + _c.LayerNormEpsilon);
        return [.. x.Select((v, i) => (v - mean) / deviation * _w[name + ".weight"][i] + _w[name + ".bias"][i])];
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (u, v) => u + v)];
}
