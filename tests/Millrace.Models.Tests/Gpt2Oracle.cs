namespace Millrace.Models.Tests;

/// <summary>
/// GPT-2 from its description, in double precision, one number at a time: no cache, no blocks, no code shared with the library. The whole
/// sequence is evaluated at once.
/// </summary>
internal sealed class Gpt2Oracle(TinyCheckpoint checkpoint)
{
    private readonly Gpt2Config _c = checkpoint.Config;
    private readonly Dictionary<string, double[]> _w = checkpoint.Tensors.ToDictionary(
        t => t.Key.StartsWith("transformer.", StringComparison.Ordinal) ? t.Key["transformer.".Length..] : t.Key,
        t => t.Value.Data.Select(v => (double)v).ToArray());

    /// <summary>[tokens][vocabulary].</summary>
    public double[][] Logits(int[] tokens)
    {
        var d = _c.Width;
        var x = new double[tokens.Length][];
        for (var t = 0; t < tokens.Length; t++)
        {
            x[t] = new double[d];
            for (var i = 0; i < d; i++) x[t][i] = _w["wte.weight"][tokens[t] * d + i] + _w["wpe.weight"][t * d + i];
        }
        for (var layer = 0; layer < _c.Layers; layer++)
        {
            var h = $"h.{layer}.";
            var attention = Attend(x.Select(row => Norm(row, h + "ln_1")).ToArray(), layer, h);
            for (var t = 0; t < x.Length; t++) x[t] = Sum(x[t], attention[t]);
            for (var t = 0; t < x.Length; t++)
            {
                var hidden = Affine(Norm(x[t], h + "ln_2"), h + "mlp.c_fc", _c.Inner ?? 4 * d)
                    .Select(v => Activate(_c.Activation.Name, v)).ToArray();
                x[t] = Sum(x[t], Affine(hidden, h + "mlp.c_proj", d));
            }
        }
        var head = _w[_c.TiedHead ? "wte.weight" : "lm_head.weight"];
        return x.Select(row => Norm(row, "ln_f"))
            .Select(row => Enumerable.Range(0, _c.VocabularySize)
                .Select(v => Enumerable.Range(0, d).Sum(i => row[i] * head[v * d + i])).ToArray())
            .ToArray();
    }

    public static double Activate(string name, double x)
    {
        switch (name)
        {
            case "gelu" or "gelu_python": return Gelu(x);
            case "gelu_10": return Math.Min(10, Math.Max(-10, Gelu(x)));
            case "gelu_new" or "gelu_pytorch_tanh" or "gelu_python_tanh" or "gelu_accurate":
                return 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * Math.Pow(x, 3))));
            case "gelu_fast": return 0.5 * x * (1 + Math.Tanh(x * 0.7978845608 * (1 + 0.044715 * x * x)));
            case "quick_gelu": return x / (1 + Math.Exp(-1.702 * x));
            case "silu" or "swish": return x / (1 + Math.Exp(-x));
            case "sigmoid": return 1 / (1 + Math.Exp(-x));
            case "tanh": return Math.Tanh(x);
            case "relu": return x > 0 ? x : 0;
            case "relu2": return x > 0 ? x * x : 0;
            case "relu6": return x < 0 ? 0 : x > 6 ? 6 : x;
            case "leaky_relu": return x > 0 ? x : x / 100;
            case "hardswish": return x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
            case "mish": return x * Math.Tanh(Math.Log(1 + Math.Exp(x)));
            case "sqrtsoftplus": return Math.Sqrt(Math.Log(1 + Math.Exp(x)));
            case "laplace": return 0.5 * (1 + Erf((x - 0.707107) / (0.282095 * Math.Sqrt(2))));
            case "linear": return x;
            default: throw new ArgumentException($"The oracle does not know {name}.");
        }
    }

    /// <summary>The defining integral of the error function, by Simpson's rule.</summary>
    public static double Erf(double x)
    {
        const int steps = 4000;
        var end = Math.Clamp(x, -7, 7);
        var h = end / steps;
        double sum = 1 + Math.Exp(-end * end);
        for (var i = 1; i < steps; i++) sum += (i % 2 == 0 ? 2 : 4) * Math.Exp(-(i * h) * (i * h));
        return 2 / Math.Sqrt(Math.PI) * sum * h / 3;
    }

    private static double Gelu(double x) => x * 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    private static double[] Sum(double[] a, double[] b) => a.Zip(b, (u, v) => u + v).ToArray();

    private double[] Norm(double[] x, string name)
    {
        var mean = x.Average();
        var variance = x.Select(v => (v - mean) * (v - mean)).Average();
        var deviation = Math.Sqrt(variance + _c.LayerNormEpsilon);
        return x.Select((v, i) => (v - mean) / deviation * _w[name + ".weight"][i] + _w[name + ".bias"][i]).ToArray();
    }

    private double[] Affine(double[] x, string name, int outputs)
    {
        double[] matrix = _w[name + ".weight"], y = (double[])_w[name + ".bias"].Clone();
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < x.Length; i++) y[o] += x[i] * matrix[i * outputs + o];
        return y;
    }

    private double[][] Attend(double[][] x, int layer, string h)
    {
        int d = _c.Width, size = d / _c.Heads;
        var qkv = x.Select(row => Affine(row, h + "attn.c_attn", 3 * d)).ToArray();
        var mixed = x.Select(_ => new double[d]).ToArray();
        for (var head = 0; head < _c.Heads; head++)
            for (var t = 0; t < x.Length; t++)
            {
                var weights = new double[t + 1];
                for (var s = 0; s <= t; s++)
                {
                    for (var i = 0; i < size; i++) weights[s] += qkv[t][head * size + i] * qkv[s][d + head * size + i];
                    if (_c.ScaleAttention) weights[s] /= Math.Sqrt(size);
                    if (_c.ScaleAttentionByInverseLayer) weights[s] /= layer + 1;
                }
                var largest = weights.Max();
                weights = weights.Select(w => Math.Exp(w - largest)).ToArray();
                var total = weights.Sum();
                for (var s = 0; s <= t; s++)
                    for (var i = 0; i < size; i++) mixed[t][head * size + i] += weights[s] / total * qkv[s][2 * d + head * size + i];
            }
        return mixed.Select(row => Affine(row, h + "attn.c_proj", d)).ToArray();
    }
}
