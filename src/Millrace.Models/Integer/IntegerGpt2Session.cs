using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>One sequence through the integer reference, with its KV cache of Int(8). Reads top to bottom, as <see cref="Gpt2FloatSession"/>.
/// Every row is computed by itself, so prefill and decode agree in every bit.</summary>
public sealed class IntegerGpt2Session : ILanguageModelSession
{
    private const int RowsAtOnce = 64; // tokens per pass: enough to reuse each weight, few enough for the rows to stay in cache

    private readonly IntegerGpt2Model _model;
    private readonly QuantizedGpt2 _quantized;
    private readonly Gpt2Config _config;
    private readonly IIntegerObserver? _observer;
    private readonly sbyte[][] _keys;   // of each layer [context, width]
    private readonly sbyte[][] _values; // of each layer [context, width]

    private readonly int[] _stream;   // [rows, width] Int(24) residual stream
    private readonly int[] _delta;    // [rows, width] Int(24) what is added to the stream
    private readonly int[] _before;   // [rows, inner] Int(12) before the activation function
    private readonly sbyte[] _row;    // [rows, width] norm output, mixed values
    private readonly sbyte[] _qkv;    // [rows, 3 width]
    private readonly sbyte[] _hidden; // [rows, inner]

    internal IntegerGpt2Session(IntegerGpt2Model model, IIntegerObserver? observer)
    {
        (_model, _quantized, _config, _observer) = (model, model.Quantized, model.Quantized.Config, observer);
        int rows = Math.Min(RowsAtOnce, _config.ContextLength), d = _config.Width, f = _config.InnerWidth;
        _keys = [.. Enumerable.Range(0, _config.Layers).Select(_ => new sbyte[_config.ContextLength * d])];
        _values = [.. Enumerable.Range(0, _config.Layers).Select(_ => new sbyte[_config.ContextLength * d])];
        (_stream, _delta, _before) = (new int[rows * d], new int[rows * d], new int[rows * f]);
        (_row, _qkv, _hidden) = (new sbyte[rows * d], new sbyte[rows * 3 * d], new sbyte[rows * f]);
    }

    /// <inheritdoc/>
    public int Position { get; private set; }

    /// <inheritdoc/>
    public float[] Forward(ReadOnlySpan<int> tokens)
    {
        var scale = _quantized.LogitScale;
        return Array.ConvertAll(ForwardInteger(tokens), logit => (float)(logit * scale));
    }

    /// <summary>As <see cref="Forward"/>, the logits as the hardware gives them.</summary>
    /// <param name="tokens">Token ids; may be empty.</param>
    /// <returns>[tokens, vocabulary] Int(24), row-major, in units of <see cref="QuantizedGpt2.LogitScale"/>.</returns>
    /// <exception cref="ModelException">A token id is out of range, or the context is full; nothing was taken then.</exception>
    public int[] ForwardInteger(ReadOnlySpan<int> tokens)
    {
        SessionGuard.Require(_model, Position, tokens);
        var vocabulary = _config.VocabularySize;
        var logits = new int[checked(tokens.Length * vocabulary)];
        for (var start = 0; start < tokens.Length; start += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, tokens.Length - start);
            Embed(tokens.Slice(start, rows));
            for (var layer = 0; layer < _config.Layers; layer++)
            {
                Attention(layer, rows);
                Mlp(layer, rows);
            }

            Head(rows, logits.AsSpan(start * vocabulary, rows * vocabulary));
            Position += rows;
        }

        return logits;
    }

    private void Embed(ReadOnlySpan<int> tokens)
    {
        var d = _config.Width;
        for (var r = 0; r < tokens.Length; r++)
            _quantized.Embed(tokens[r], Position + r, _stream.AsSpan(r * d, d));
        Observe(ActivationSite.Embedding, -1, tokens.Length, _stream, 0, d, d);
    }

    private void Attention(int layer, int rows)
    {
        var d = _config.Width;
        var part = _quantized.Layers[layer];

        Norm(part.AttentionNorm, rows);
        Observe(ActivationSite.AttentionNorm, layer, rows, _row, 0, d, d);
        IntegerLinear.Apply(part.AttentionInput, _row, _qkv, rows);
        Observe(ActivationSite.Query, layer, rows, _qkv, 0, d, 3 * d);
        Observe(ActivationSite.Key, layer, rows, _qkv, d, d, 3 * d);
        Observe(ActivationSite.Value, layer, rows, _qkv, 2 * d, d, 3 * d);
        for (var r = 0; r < rows; r++)
        {
            _qkv.AsSpan((r * 3 + 1) * d, d).CopyTo(_keys[layer].AsSpan((Position + r) * d));
            _qkv.AsSpan((r * 3 + 2) * d, d).CopyTo(_values[layer].AsSpan((Position + r) * d));
        }

        for (var r = 0; r < rows; r++)
            IntegerAttention.Apply(
                part.Attention, _config.Heads, _qkv.AsSpan(r * 3 * d, d), _keys[layer], _values[layer], Position + r + 1,
                _row.AsSpan(r * d, d));
        Observe(ActivationSite.AttentionMix, layer, rows, _row, 0, d, d);

        IntegerLinear.Apply(part.AttentionOutput, _row, _delta, rows);
        Observe(ActivationSite.AttentionOutput, layer, rows, _delta, 0, d, d);
        IntegerResidual.Add(_stream.AsSpan(0, rows * d), _delta);
        Observe(ActivationSite.AttentionResidual, layer, rows, _stream, 0, d, d);
    }

    private void Mlp(int layer, int rows)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var part = _quantized.Layers[layer];

        Norm(part.MlpNorm, rows);
        Observe(ActivationSite.MlpNorm, layer, rows, _row, 0, d, d);
        IntegerLinear.Apply(part.MlpInput, _row, _before, rows);
        Observe(ActivationSite.MlpInput, layer, rows, _before, 0, f, f);
        IntegerActivation.Apply(part.Activation, _before.AsSpan(0, rows * f), _hidden);
        Observe(ActivationSite.MlpActivation, layer, rows, _hidden, 0, f, f);
        IntegerLinear.Apply(part.MlpOutput, _hidden, _delta, rows);
        Observe(ActivationSite.MlpOutput, layer, rows, _delta, 0, d, d);
        IntegerResidual.Add(_stream.AsSpan(0, rows * d), _delta);
        Observe(ActivationSite.MlpResidual, layer, rows, _stream, 0, d, d);
    }

    private void Head(int rows, Span<int> logits)
    {
        int d = _config.Width, v = _config.VocabularySize;
        Norm(_quantized.FinalNorm, rows);
        Observe(ActivationSite.FinalNorm, -1, rows, _row, 0, d, d);
        IntegerLinear.Apply(_quantized.Head, _row, logits, rows);
        Observe(ActivationSite.Logits, -1, rows, logits, 0, v, v);
    }

    private void Norm(QuantizedLayerNorm norm, int rows)
    {
        var d = norm.Width;
        for (var r = 0; r < rows; r++)
            IntegerLayerNorm.Apply(norm, _stream.AsSpan(r * d, d), _row.AsSpan(r * d, d));
    }

    private void Observe(ActivationSite site, int layer, int rows, ReadOnlySpan<int> values, int offset, int length, int stride)
    {
        if (_observer is null)
            return;
        for (var r = 0; r < rows; r++)
            _observer.Observe(site, layer, values.Slice(r * stride + offset, length));
    }

    private void Observe(ActivationSite site, int layer, int rows, sbyte[] values, int offset, int length, int stride)
    {
        if (_observer is not null)
            Observe(site, layer, rows, Array.ConvertAll(values, value => (int)value), offset, length, stride);
    }
}
