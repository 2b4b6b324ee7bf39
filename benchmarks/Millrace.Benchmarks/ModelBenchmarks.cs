using BenchmarkDotNet.Attributes;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Benchmarks;

/// <summary>The references on the bundled model: prefill of 64 tokens, and decode of the 64 that follow.</summary>
public class ModelBenchmarks
{
    private const int Tokens = 64;
    private const long MultiplicationsPerToken = 917_504; // of weights, head included; checked below

    private static readonly int[] Prompt = [.. Enumerable.Range(0, Tokens).Select(i => i * 13 % 1000)];

    private Gpt2FloatModel _float = null!;
    private IntegerGpt2Model _integer = null!;

    [GlobalSetup]
    public void Setup()
    {
        _float = ModelFolder.Open(Path.Combine(AppContext.BaseDirectory, "models", "shakespeare")).LoadFloatModel();
        _integer = new IntegerGpt2Model(Quantizer.Quantize(_float));
        if (_integer.Quantized.MultiplicationsPerToken != MultiplicationsPerToken)
            throw new InvalidOperationException($"the model has {_integer.Quantized.MultiplicationsPerToken} multiplications a token");
    }

    [Benchmark(Description = "float reference, prefill")]
    [Counts("token", Tokens)]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    public float[] FloatPrefill() => _float.Start().Forward(Prompt);

    [Benchmark(Description = "float reference, decode")]
    [Counts("token", Tokens)]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    public float FloatDecode() => Decode(_float.Start());

    [Benchmark(Description = "integer reference, prefill")]
    [Counts("token", Tokens)]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    public float[] IntegerPrefill() => _integer.Start().Forward(Prompt);

    [Benchmark(Description = "integer reference, decode")]
    [Counts("token", Tokens)]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    public float IntegerDecode() => Decode(_integer.Start());

    private static float Decode(ILanguageModelSession session)
    {
        var last = 0f;
        foreach (var token in Prompt) last = session.Forward([token])[0];
        return last;
    }
}
