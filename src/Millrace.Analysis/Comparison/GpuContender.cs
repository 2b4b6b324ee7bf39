using System.Globalization;
using Millrace.Hardware;
using static Millrace.Analysis.FigureText;

namespace Millrace.Analysis;

/// <summary>A GPU at batch 1, of one precision and one way to drive it.</summary>
internal sealed class GpuContender : IContenderCosts
{
    private static readonly string[] Matrices = ["qkv", "scores", "values", "projection", "f1", "f2", "head"];
    private static readonly string[] Operators = ["qkv", "a1", "a2", "p", "f1", "f2", "head"];

    private readonly GpuRequest _request;

    private GpuContender(GpuRequest request) => _request = request;

    /// <summary>FP16 and the boards' precision under PyTorch, and the latter with recorded kernels, the best that a GPU does.</summary>
    public static IEnumerable<Contender> Of(CompareRequest r, GpuDevice gpu)
    {
        var (weights, activations) = (r.WeightBits <= 4 ? 4 : r.WeightBits <= 8 ? 8 : 16, r.ActivationBits <= 8 ? 8 : 16);
        yield return Of(r, gpu, 16, 16, GpuRuntime.Eager);
        if ((weights, activations) != (16, 16)) yield return Of(r, gpu, weights, activations, GpuRuntime.Eager);
        yield return Of(r, gpu, weights, activations, GpuRuntime.Graph);
    }

    public PhaseCost Prefill(int tokens) => Cost(PrefillPass(tokens));

    public PhaseCost Decode(int position) => Cost(DecodePass(position));

    public string Fidelity(int promptTokens) => $"GPU model, {GpuCalibration.Of(_request with { PromptTokens = promptTokens })}";

    public IReadOnlyList<Formula> Formulas(int promptTokens, int generatedTokens)
    {
        var (p, prefill) = (_request.Parameters!, PrefillPass(promptTokens));
        List<Formula> formulas = [Time($"Prefill of {promptTokens} tokens", prefill)];
        var shown = prefill;
        if (generatedTokens > 1)
        {
            shown = DecodePass(promptTokens);
            formulas.Add(Time($"Decode, first token behind the prompt (position {promptTokens})", shown));
            formulas.Add(TotalFormula.Of(new Timeline(this), promptTokens, generatedTokens));
        }

        var (watts, tdp) = (GpuPower.Watts(_request.Gpu, shown), _request.Gpu.ThermalDesignWatts);
        var busy = Math.Min(1, shown.BusyMilliseconds / shown.Milliseconds);
        formulas.Add(new Formula(
            generatedTokens > 1 ? "Power in decode" : "Power in prefill", "P = F + (TDP - F) b",
            $"{Figure(watts.Floor)} + ({Figure(tdp)} - {Figure(watts.Floor)}) × {Figure(busy, 3)} W", watts.Total, "W"));
        return formulas;

        Formula Time(string name, GpuPass pass) => new(
            name, "T = max(n t_launch, n t_dependency + Σ max(bytes / (β BW), 2 MACs / (π peak)))",
            $"max({pass.Launches} × {Figure(1e6 * p.LaunchSeconds)} µs, {pass.Launches} × {Figure(1e6 * p.DependencySeconds)} µs + "
            + $"{Figure(pass.BandwidthMilliseconds)} ms + {Figure(pass.ComputeMilliseconds)} ms), "
            + $"β = {Figure(p.AttainableBandwidth)}, π = {Figure(p.AttainablePeak)}",
            pass.Milliseconds, "ms");
    }

    public IReadOnlyList<OperatorWork> PrefillWork(int tokens) => Work(PrefillPass(tokens));

    public IReadOnlyList<OperatorWork> DecodeWork(int position) => Work(DecodePass(position));

    private static Contender Of(CompareRequest r, GpuDevice gpu, int weights, int activations, GpuRuntime runtime)
    {
        var request = GpuRequestChecks.Checked(new GpuRequest
        {
            Shape = r.Shape,
            Gpu = gpu,
            PromptTokens = r.PromptTokens.Min(),
            GeneratedTokens = r.GeneratedTokens.Min(),
            WeightBits = weights,
            ActivationBits = activations,
            Runtime = runtime,
        });
        var precision = (weights, activations) == (16, 16) ? "FP16" : $"W{weights}A{activations}";
        var (eager, least) = (runtime is GpuRuntime.Eager, request.PromptTokens + request.GeneratedTokens!.Value);
        var int8 = Math.Max(weights, activations) <= 8 && gpu.DenseInt8OpPerSecond is not null;
        return new Contender
        {
            Name = $"{gpu.Name} {precision}{(eager ? "" : " graph")}",
            Device = gpu.Name,
            Kind = ContenderKind.Gpu,
            Precision = precision,
            Description = eager ? "PyTorch, the host launches every kernel" : "CUDA graphs, recorded kernels are replayed",
            Message = GpuMemory.Message(request),
            LongestTokens = LongestSequence.Of(
                least, r.Shape.ContextLength,
                tokens => GpuMemory.Constraint(request with { GeneratedTokens = tokens - request.PromptTokens }).Satisfied),
            PeakMacsPerSecond = (int8 ? gpu.DenseInt8OpPerSecond!.Value : gpu.DenseFp16FlopPerSecond) / 2,
            BytesPerSecond = gpu.MemoryBytesPerSecond,
            Costs = new GpuContender(request),
        };
    }

    private static IReadOnlyList<OperatorWork> Work(GpuPass pass) =>
    [
        .. from kernel in pass.Kernels
           let place = Array.IndexOf(Matrices, kernel.Name)
           where place >= 0
           select new OperatorWork(Operators[place], kernel.Count * kernel.Macs, kernel.Count * kernel.Bytes),
    ];

    private GpuPass PrefillPass(int tokens) =>
        GpuPass.Of(GpuKernels.Prefill(_request with { PromptTokens = tokens }), _request.Gpu, _request.Parameters!);

    private GpuPass DecodePass(int position) => GpuPass.Of(GpuKernels.Decode(_request, position), _request.Gpu, _request.Parameters!);

    private PhaseCost Cost(GpuPass pass) => new(
        pass.Milliseconds, TokenEnergy.Joules(GpuPower.Watts(_request.Gpu, pass).Total, pass.Milliseconds),
        pass.Binding.ToString().ToLower(CultureInfo.InvariantCulture));
}
