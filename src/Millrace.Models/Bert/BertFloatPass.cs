namespace Millrace.Models;

/// <summary>
/// One sequence through the float reference. Reads top to bottom: embed and normalise, then for each layer attention and MLP, each with
/// residual and LayerNorm behind it, then pooler and head.
/// </summary>
internal sealed class BertFloatPass
{
    private readonly BertFloatModel _model;
    private readonly BertConfig _config;
    private readonly BertInput _input;
    private readonly IActivationObserver? _observer;
    private readonly int _rows;    // tokens
    private readonly int _columns; // tokens, rounded up so that a row of scores never ends within a vector

    private readonly float[] _stream; // [rows, width] hidden states, and their sums with what is added
    private readonly float[] _row;    // [rows, width] mixed values
    private readonly float[] _delta;  // [rows, width] what is added to the stream
    private readonly float[] _qkv;    // [rows, 3 width]
    private readonly float[] _keys;   // [width, columns]: by channel, so that the scores of all positions form a row
    private readonly float[] _scores; // [rows, columns] of one head
    private readonly float[] _hidden; // [rows, inner]

    public BertFloatPass(BertFloatModel model, BertInput input, IActivationObserver? observer)
    {
        (_model, _config, _input, _observer, _rows) = (model, model.Config, input, observer, input.Tokens.Length);
        int d = _config.Width, f = _config.InnerWidth;
        _columns = (_rows + 15) / 16 * 16;
        (_stream, _row, _delta, _qkv) = (new float[_rows * d], new float[_rows * d], new float[_rows * d], new float[_rows * 3 * d]);
        (_keys, _scores, _hidden) = (new float[d * _columns], new float[_rows * _columns], new float[_rows * f]);
    }

    public BertOutput Run()
    {
        Embed();
        for (var layer = 0; layer < _config.Layers; layer++)
        {
            Attention(layer);
            Mlp(layer);
        }

        var pooled = Pooled();
        return new BertOutput(_stream, pooled, Logits(pooled));
    }

    private void Embed()
    {
        var (d, weights) = (_config.Width, _model.Weights);
        for (var r = 0; r < _rows; r++)
        {
            var x = _stream.AsSpan(r * d, d);
            weights.TokenEmbedding.AsSpan(_input.Tokens[r] * d, d).CopyTo(x);
            Add(x, weights.PositionEmbedding.AsSpan((_config.FirstPosition + r) * d, d));
            if (_config.SegmentTypes > 0) Add(x, weights.SegmentEmbedding.AsSpan(_input.Segment(r) * d, d));
        }

        Observe(ActivationSite.Embedding, -1, _stream, 0, d, d);
        Norm(weights.EmbeddingNorm);
        Observe(ActivationSite.EmbeddingNorm, -1, _stream, 0, d, d);
    }

    private void Attention(int layer)
    {
        int d = _config.Width, headWidth = _config.HeadWidth;
        var weights = _model.Weights.Layers[layer];

        Linear(weights.AttentionInput, _rows, _stream, _qkv);
        Observe(ActivationSite.Query, layer, _qkv, 0, d, 3 * d);
        Observe(ActivationSite.Key, layer, _qkv, d, d, 3 * d);
        Observe(ActivationSite.Value, layer, _qkv, 2 * d, d, 3 * d);
        for (var r = 0; r < _rows; r++)
            for (var i = 0; i < d; i++) _keys[i * _columns + r] = _qkv[(r * 3 + 1) * d + i];

        for (var channel = 0; channel < d; channel += headWidth)
        {
            Dense.Multiply(_rows, headWidth, _columns, _qkv.AsSpan(channel), 3 * d,
                _keys.AsSpan(channel * _columns), _columns, [], _scores, _columns);
            for (var r = 0; r < _rows; r++) Softmax(layer, _scores.AsSpan(r * _columns, _rows));
            Dense.Multiply(_rows, _rows, headWidth, _scores, _columns, _qkv.AsSpan(2 * d + channel), 3 * d, [], _row.AsSpan(channel), d);
        }

        Observe(ActivationSite.AttentionMix, layer, _row, 0, d, d);
        Linear(weights.AttentionOutput, _rows, _row, _delta);
        Observe(ActivationSite.AttentionOutput, layer, _delta, 0, d, d);
        Add(_stream, _delta);
        Observe(ActivationSite.AttentionResidual, layer, _stream, 0, d, d);
        Norm(weights.AttentionNorm);
        Observe(ActivationSite.AttentionNorm, layer, _stream, 0, d, d);
    }

    private void Mlp(int layer)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var weights = _model.Weights.Layers[layer];

        Linear(weights.MlpInput, _rows, _stream, _hidden);
        Observe(ActivationSite.MlpInput, layer, _hidden, 0, f, f);
        FloatRow.Activate(_config.Activation, _hidden);
        Observe(ActivationSite.MlpActivation, layer, _hidden, 0, f, f);
        Linear(weights.MlpOutput, _rows, _hidden, _delta);
        Observe(ActivationSite.MlpOutput, layer, _delta, 0, d, d);
        Add(_stream, _delta);
        Observe(ActivationSite.MlpResidual, layer, _stream, 0, d, d);
        Norm(weights.MlpNorm);
        Observe(ActivationSite.MlpNorm, layer, _stream, 0, d, d);
    }

    private float[]? Pooled()
    {
        if (_model.Weights.Pooler is not { } pooler) return null;
        var pooled = new float[_config.Width];
        Linear(pooler, 1, _stream, pooled);
        _observer?.Observe(ActivationSite.HeadInput, -1, pooled);
        FloatRow.Activate(_config.PoolerActivation, pooled);
        _observer?.Observe(ActivationSite.HeadActivation, -1, pooled);
        return pooled;
    }

    private float[]? Logits(float[]? pooled)
    {
        switch (_config.Head)
        {
            case BertHead.SequenceClassification:
                return Scores(_model.Weights.Classifier!, 1, pooled!);
            case BertHead.QuestionAnswering:
                return Scores(_model.Weights.Classifier!, _rows, _stream);
            case BertHead.MaskedLM:
                int d = _config.Width, v = _config.VocabularySize;
                var head = _model.Weights.Masked!;
                Linear(head.Transform, _rows, _stream, _row);
                Observe(ActivationSite.HeadInput, -1, _row, 0, d, d);
                FloatRow.Activate(_config.MaskedActivation, _row);
                Observe(ActivationSite.HeadActivation, -1, _row, 0, d, d);
                for (var r = 0; r < _rows; r++)
                    FloatRow.LayerNorm(head.Norm, _config.LayerNormEpsilon, _row.AsSpan(r * d, d), _row.AsSpan(r * d, d));
                Observe(ActivationSite.FinalNorm, -1, _row, 0, d, d);
                var logits = new float[checked(_rows * v)];
                Dense.Multiply(_rows, d, v, _row, d, _model.DecoderByInput, v, head.Bias, logits, v);
                Observe(ActivationSite.Logits, -1, logits, 0, v, v);
                return logits;
            default:
                return null;
        }
    }

    private float[] Scores(LinearWeights classifier, int rows, float[] x)
    {
        var logits = new float[rows * classifier.Outputs];
        Linear(classifier, rows, x, logits);
        for (var r = 0; r < rows; r++)
            _observer?.Observe(ActivationSite.Logits, -1, logits.AsSpan(r * classifier.Outputs, classifier.Outputs));
        return logits;
    }

    private void Norm(NormWeights weights)
    {
        var d = _config.Width;
        for (var r = 0; r < _rows; r++)
            FloatRow.LayerNorm(weights, _config.LayerNormEpsilon, _stream.AsSpan(r * d, d), _stream.AsSpan(r * d, d));
    }

    // What is not seen gets no weight: a score of minus infinity.
    private void Softmax(int layer, Span<float> scores)
    {
        var scale = _config.AttentionScale;
        for (var j = 0; j < scores.Length; j++) scores[j] = _input.Sees(j) ? (float)(scores[j] * scale) : float.NegativeInfinity;
        _observer?.Observe(ActivationSite.AttentionScores, layer, scores);
        FloatRow.Softmax(scores);
    }

    private static void Add(Span<float> x, ReadOnlySpan<float> y)
    {
        for (var i = 0; i < x.Length; i++) x[i] += y[i];
    }

    private static void Linear(LinearWeights w, int rows, float[] x, float[] y) =>
        Dense.Multiply(rows, w.Inputs, w.Outputs, x, w.Inputs, w.Matrix, w.Outputs, w.Bias, y, w.Outputs);

    private void Observe(ActivationSite site, int layer, float[] values, int offset, int length, int stride)
    {
        if (_observer is null) return;
        for (var r = 0; r < _rows; r++) _observer.Observe(site, layer, values.AsSpan(r * stride + offset, length));
    }
}
