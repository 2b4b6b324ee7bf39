using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>One sequence through the layers of the integer reference. Reads top to bottom, as <see cref="BertFloatPass"/>.</summary>
internal sealed class IntegerBertPass
{
    private readonly QuantizedBert _quantized;
    private readonly BertConfig _config;
    private readonly BertInput _input;
    private readonly IIntegerObserver? _observer;
    private readonly int _rows; // tokens
    private readonly int _seen; // tokens that are no padding

    private readonly int[] _stream;   // [rows, width] Int(24) residual stream
    private readonly int[] _delta;    // [rows, width] Int(24) what is added to the stream
    private readonly int[] _before;   // [rows, inner] Int(12) before the activation function
    private readonly sbyte[] _row;    // [rows, width] the stream as a linear layer reads it, mixed values
    private readonly sbyte[] _qkv;    // [rows, 3 width]
    private readonly sbyte[] _keys;   // [seen, width]
    private readonly sbyte[] _values; // [seen, width]
    private readonly sbyte[] _hidden; // [rows, inner]

    public IntegerBertPass(QuantizedBert quantized, BertInput input, IIntegerObserver? observer)
    {
        (_quantized, _config, _input, _observer, _rows) = (quantized, quantized.Config, input, observer, input.Tokens.Length);
        _seen = Enumerable.Range(0, _rows).Count(input.Sees);
        int d = _config.Width, f = _config.InnerWidth;
        (_stream, _delta, _before) = (new int[_rows * d], new int[_rows * d], new int[_rows * f]);
        (_row, _qkv, _hidden) = (new sbyte[_rows * d], new sbyte[_rows * 3 * d], new sbyte[_rows * f]);
        (_keys, _values) = (new sbyte[_seen * d], new sbyte[_seen * d]);
    }

    /// <summary>The last hidden state: [rows, width] Int(24).</summary>
    public int[] Run()
    {
        Embed();
        for (var layer = 0; layer < _config.Layers; layer++)
        {
            Attention(layer);
            Mlp(layer);
        }

        return _stream;
    }

    /// <summary>What enters the first layer: [rows, width] Int(24).</summary>
    public int[] Embed()
    {
        var d = _config.Width;
        for (var r = 0; r < _rows; r++)
            _quantized.Embed(_input.Tokens[r], r, _input.Segment(r), _stream.AsSpan(r * d, d));
        Observe(ActivationSite.Embedding, -1, _stream, 0, d, d);
        Norm(_quantized.EmbeddingNorm);
        Observe(ActivationSite.EmbeddingNorm, -1, _stream, 0, d, d);
        return _stream;
    }

    private void Attention(int layer)
    {
        var d = _config.Width;
        var part = _quantized.Layers[layer];

        IntegerRescale.Apply(part.AttentionRescale, _stream, _row);
        IntegerLinear.Apply(part.AttentionInput, _row, _qkv, _rows);
        Observe(ActivationSite.Query, layer, _qkv, 0, d, 3 * d);
        Observe(ActivationSite.Key, layer, _qkv, d, d, 3 * d);
        Observe(ActivationSite.Value, layer, _qkv, 2 * d, d, 3 * d);
        for (int r = 0, j = 0; r < _rows; r++)
        {
            if (!_input.Sees(r)) continue;
            _qkv.AsSpan((r * 3 + 1) * d, d).CopyTo(_keys.AsSpan(j * d));
            _qkv.AsSpan((r * 3 + 2) * d, d).CopyTo(_values.AsSpan(j++ * d));
        }

        for (var r = 0; r < _rows; r++)
            IntegerAttention.Apply(
                part.Attention, _config.Heads, _qkv.AsSpan(r * 3 * d, d), _keys, _values, _seen, _row.AsSpan(r * d, d));
        Observe(ActivationSite.AttentionMix, layer, _row, 0, d, d);

        IntegerLinear.Apply(part.AttentionOutput, _row, _delta, _rows);
        Observe(ActivationSite.AttentionOutput, layer, _delta, 0, d, d);
        IntegerResidual.Add(_stream, _delta);
        Observe(ActivationSite.AttentionResidual, layer, _stream, 0, d, d);
        Norm(part.AttentionNorm);
        Observe(ActivationSite.AttentionNorm, layer, _stream, 0, d, d);
    }

    private void Mlp(int layer)
    {
        int d = _config.Width, f = _config.InnerWidth;
        var part = _quantized.Layers[layer];

        IntegerRescale.Apply(part.MlpRescale, _stream, _row);
        IntegerLinear.Apply(part.MlpInput, _row, _before, _rows);
        Observe(ActivationSite.MlpInput, layer, _before, 0, f, f);
        IntegerActivation.Apply(part.Activation, _before, _hidden);
        Observe(ActivationSite.MlpActivation, layer, _hidden, 0, f, f);
        IntegerLinear.Apply(part.MlpOutput, _hidden, _delta, _rows);
        Observe(ActivationSite.MlpOutput, layer, _delta, 0, d, d);
        IntegerResidual.Add(_stream, _delta);
        Observe(ActivationSite.MlpResidual, layer, _stream, 0, d, d);
        Norm(part.MlpNorm);
        Observe(ActivationSite.MlpNorm, layer, _stream, 0, d, d);
    }

    private void Norm(QuantizedLayerNorm norm)
    {
        var d = norm.Width;
        for (var r = 0; r < _rows; r++)
            IntegerLayerNorm.Apply(norm, _stream.AsSpan(r * d, d), _stream.AsSpan(r * d, d));
    }

    private void Observe(ActivationSite site, int layer, int[] values, int offset, int length, int stride)
    {
        if (_observer is null) return;
        for (var r = 0; r < _rows; r++) _observer.Observe(site, layer, values.AsSpan(r * stride + offset, length));
    }

    private void Observe(ActivationSite site, int layer, sbyte[] values, int offset, int length, int stride)
    {
        if (_observer is not null) Observe(site, layer, Array.ConvertAll(values, value => (int)value), offset, length, stride);
    }
}
