using BenchmarkDotNet.Attributes;
using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Benchmarks;

/// <summary>
/// The bundled model on the default design: what the simulation of the whole accelerator costs, next to the integer reference on the same tokens in the same run.
/// </summary>
public class AcceleratorBenchmarks
{
    private const int Tokens = 64; // eight full tiles: no multiplication of the arrays is for nothing
    private const long MultiplicationsPerToken = 917_504;
    private const long PrefillFirings = 344_213; // of all processes; checked below
    private const long DecodeFirings = 25_461;

    private static readonly int[] Prompt = [.. Enumerable.Range(0, Tokens).Select(i => i * 13 % 1000)];
    private static readonly Dictionary<string, long> Prefill = new() { ["rows"] = Tokens, ["start"] = 0, ["logits"] = Tokens };
    private static readonly Dictionary<string, long> Decode = new() { ["rows"] = 1, ["start"] = Tokens, ["logits"] = 1 };

    private IntegerGpt2Model _integer = null!;
    private Gpt2Accelerator _accelerator = null!;
    private TimingSimulation _timing = null!;

    [GlobalSetup]
    public void Setup()
    {
        var model = ModelFolder.Open(Path.Combine(AppContext.BaseDirectory, "models", "shakespeare")).LoadFloatModel();
        var device = DeviceCatalogue.Find("u280");
        _integer = new IntegerGpt2Model(Quantizer.Quantize(model));
        _accelerator = Gpt2Accelerator.Build(_integer.Quantized, DesignPoint.For(model.Config, device), device);
        _timing = new TimingSimulation(_accelerator.Design);
        var (prefill, decode) = (_timing.Run(Prefill).Firings, _timing.Run(Decode).Firings);
        if ((prefill, decode) != (PrefillFirings, DecodeFirings))
            throw new InvalidOperationException($"the launches take {prefill} and {decode} firings");
        _accelerator.StartAccelerator().Forward(Prompt); // times the launch once, so that the run face is measured alone
    }

    [Benchmark(Description = "integer reference, prefill of 64", Baseline = true)]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    public float[] Integer() => _integer.Start().Forward(Prompt);

    [Benchmark(Description = "network's run face, prefill of 64")]
    [Counts("MAC", Tokens * MultiplicationsPerToken)]
    [Counts("firing", PrefillFirings)]
    public float[] Run() => _accelerator.StartAccelerator().Forward(Prompt);

    [Benchmark(Description = "network's timing recurrence, prefill of 64")]
    [Counts("firing", PrefillFirings)]
    public long TimePrefill() => _timing.Run(Prefill).Cycles;

    [Benchmark(Description = "network's timing recurrence, decode")]
    [Counts("firing", DecodeFirings)]
    public long TimeDecode() => _timing.Run(Decode).Cycles;
}
