namespace Millrace.Models;

/// <summary>
/// One sequence through the float reference, with its KV cache. Reads top to bottom: embed, then for each layer attention and MLP on the
/// residual stream, then the final norm and the head.
/// </summary>
public sealed class Gpt2FloatSession : ILanguageModelSession
{
    private const int RowsAtOnce = 64; // tokens per pass: enough to reuse each weight, few enough for the rows to stay in cache

    private readonly Gpt2FloatModel _model;
    private readonly Gpt2Config _config;
    private readonly IActivationObserver? _observer;
    private readonly int _positions;    // context, rounded up so that a key strip never ends within a vector
    private readonly float[][] _keys;   // of each layer [width, positions]: by channel, so that the scores of all positions form a row
    private readonly float[][] _values; // of each layer [context, width]

    private readonly float[] _stream;  // [rows, width] residual stream
    private readonly float[] _row;     // [rows, width] norm output, mixed values
    private readonly float[] _delta;   // [rows, width] what is added to the stream
    private readonly float[] _qkv;     // [rows, 3 width]
    private readonly float[] _scores;  // [rows, positions] of one head
    private readonly float[] _hidden;  // [rows, inner]

    internal Gpt2FloatSession(Gpt2FloatModel model, IActivationObserver? observer)
    {
        (_model, _config, _observer) = (model, model.Config, observer);
        var rows = Math.Min(RowsAtOnce, _config.ContextLength);
        _positions = (_config.ContextLength + 15) / 16 * 16;
        _keys = Enumerable.Range(0, _config.Layers).Select(_ => new float[_config.Width * _positions]).ToArray();
        _values = Enumerable.Range(0, _config.Layers).Select(_ => new float[_config.ContextLength * _config.Width]).ToArray();
        _stream = new float[rows * _config.Width];
        _row = new float[rows * _config.Width];
        _delta = new float[rows * _config.Width];
        _qkv = new float[rows * 3 * _config.Width];
        _scores = new float[rows * _positions];
        _hidden = new float[rows * _config.InnerWidth];
    }

    /// <inheritdoc/>
    public int Position { get; private set; }

    /// <inheritdoc/>
    public float[] Forward(ReadOnlySpan<int> tokens)
    {
        SessionGuard.Require(_model, Position, tokens);
        var logits = new float[checked(tokens.Length * _config.VocabularySize)];
        for (var start = 0; start < tokens.Length; start += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, tokens.Length - start);
            Embed(tokens.Slice(start, rows));
            for (var layer = 0; layer < _config.Layers; layer++)
            {
                Attention(layer, rows);
                Mlp(layer, rows);
            }
            Head(rows, logits.AsSpan(start * _config.VocabularySize, rows * _config.VocabularySize));
            Position += rows;
        }
        return logits;
    }

    private void Embed(ReadOnlySpan<int> tokens)
    {
        var d = _config.Width;
        for (var r = 0; r < tokens.Length; r++)
        {
            var token = _model.Weights.TokenEmbedding.AsSpan(tokens[r] * d, d);
            var position = _model.Weights.PositionEmbedding.AsSpan((Position + r) * d, d);
            for (var i = 0; i < d; i++) _stream[r * d + i] = token[i] + position[i];
        }
        Observe(ActivationSite.Embedding, -1, tokens.Length, _stream, 0, d, d);
    }

    private void Attention(int layer, int rows)
    {
        int d = _config.Width, heads = _config.Heads, headWidth = _config.HeadWidth;
        var weights = _model.Weights.Layers[layer];

        Norm(weights.AttentionNorm, rows);
        Observe(ActivationSite.AttentionNorm, layer, rows, _row, 0, d, d);
        Linear(weights.AttentionInput, rows, _row, _qkv);
        Observe(ActivationSite.Query, layer, rows, _qkv, 0, d, 3 * d);
        Observe(ActivationSite.Key, layer, rows, _qkv, d, d, 3 * d);
        Observe(ActivationSite.Value, layer, rows, _qkv, 2 * d, d, 3 * d);
        Remember(layer, rows);

        // Scores are computed for whole vectors of positions; softmax then uses what each row may see and zeroes the rest.
        var last = Position + rows;
        var computed = (last + 15) / 16 * 16;
        for (var head = 0; head < heads; head++)
        {
            var channel = head * headWidth;
            Dense.Multiply(rows, headWidth, computed, _qkv.AsSpan(channel), 3 * d,
                _keys[layer].AsSpan(channel * _positions), _positions, [], _scores, _positions);
            for (var r = 0; r < rows; r++) Softmax(layer, _scores.AsSpan(r * _positions, last), Position + r + 1);
            Dense.Multiply(rows, last, headWidth, _scores, _positions, _values[layer].AsSpan(channel), d, [], _row.AsSpan(channel), d);
        }
        Observe(ActivationSite.AttentionMix, layer, rows, _row, 0, d, d);

        Linear(weights.AttentionOutput, rows, _row, _delta);
        Observe(ActivationSite.AttentionOutput, layer, rows, _delta, 0, d, d);
        AddDelta(rows);
        Observe(ActivationSite.AttentionResidual, layer, rows, _stream, 0, d, d);
    }

    private void Mlp(int layer, int rows)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var weights = _model.Weights.Layers[layer];

        Norm(weights.MlpNorm, rows);
        Observe(ActivationSite.MlpNorm, layer, rows, _row, 0, d, d);
        Linear(weights.MlpInput, rows, _row, _hidden);
        Observe(ActivationSite.MlpInput, layer, rows, _hidden, 0, f, f);
        FloatRow.Activate(_config.Activation, _hidden.AsSpan(0, rows * f));
        Observe(ActivationSite.MlpActivation, layer, rows, _hidden, 0, f, f);
        Linear(weights.MlpOutput, rows, _hidden, _delta);
        Observe(ActivationSite.MlpOutput, layer, rows, _delta, 0, d, d);
        AddDelta(rows);
        Observe(ActivationSite.MlpResidual, layer, rows, _stream, 0, d, d);
    }

    private void Head(int rows, Span<float> logits)
    {
        int d = _config.Width, v = _config.VocabularySize;
        Norm(_model.Weights.FinalNorm, rows);
        Observe(ActivationSite.FinalNorm, -1, rows, _row, 0, d, d);
        Dense.Multiply(rows, d, v, _row, d, _model.HeadByInput, v, [], logits, v);
        Observe(ActivationSite.Logits, -1, rows, logits, 0, v, v);
    }

    // _row = LayerNorm(_stream), row by row.
    private void Norm(NormWeights weights, int rows)
    {
        var d = _config.Width;
        for (var r = 0; r < rows; r++)
            FloatRow.LayerNorm(weights, _config.LayerNormEpsilon, _stream.AsSpan(r * d, d), _row.AsSpan(r * d, d));
    }

    // Moves this pass's keys and values into the cache.
    private void Remember(int layer, int rows)
    {
        var d = _config.Width;
        for (var r = 0; r < rows; r++)
        {
            var key = _qkv.AsSpan(r * 3 * d + d, d);
            for (var i = 0; i < d; i++) _keys[layer][i * _positions + Position + r] = key[i];
            _qkv.AsSpan(r * 3 * d + 2 * d, d).CopyTo(_values[layer].AsSpan((Position + r) * d));
        }
    }

    // Scales and exponentiates the scores of the visible positions, divides by their sum (in double), zeroes the others.
    private void Softmax(int layer, Span<float> scores, int visible)
    {
        var scale = _config.AttentionScale(layer);
        var seen = scores[..visible];
        foreach (ref var s in seen) s = (float)(s * scale);
        _observer?.Observe(ActivationSite.AttentionScores, layer, seen);
        FloatRow.Softmax(seen);
        scores[visible..].Clear();
    }

    private void AddDelta(int rows)
    {
        for (var i = 0; i < rows * _config.Width; i++) _stream[i] += _delta[i];
    }

    private static void Linear(LinearWeights w, int rows, float[] x, float[] y) =>
        Dense.Multiply(rows, w.Inputs, w.Outputs, x, w.Inputs, w.Matrix, w.Outputs, w.Bias, y, w.Outputs);

    private void Observe(ActivationSite site, int layer, int rows, ReadOnlySpan<float> values, int offset, int length, int stride)
    {
        if (_observer is null) return;
        for (var r = 0; r < rows; r++) _observer.Observe(site, layer, values.Slice(r * stride + offset, length));
    }
}
