using System.CommandLine;
using Millrace.Accelerators;
using Millrace.Cosimulation;
using Millrace.Hls;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace cosim</c>: a kernel or an accelerator as SystemVerilog, simulated by Verilator beside the other faces.</summary>
internal sealed class CosimCommand
{
    private readonly Terminal _terminal;
    private readonly KernelOptions _kernel = new();
    private readonly CosimOptions _cosim = new();
    private readonly ModelOption _model = new();
    private readonly PromptOptions _prompt = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();

    private readonly Option<ulong?> _seed = Numbers.Unsigned(
        "--seed", "Where the random words of a kernel's inputs start [default: 0].", "S");

    private readonly Option<int?> _launches = Numbers.Integer(
        "--launches", "Launches of a kernel, one after the other, each with words of its own [default: 2].", "N", 1);

    private readonly Option<int?> _decode = Numbers.Integer(
        "--decode", "Tokens decoded after the prompt, each the likeliest [default: 2].", "N", 0);

    private CosimCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "cosim",
            "Emits a kernel, or the accelerator of a design, as SystemVerilog, simulates it with Verilator, and compares every element's "
            + "bits and cycle with the simulation. The exit code is 1 if they differ.",
            "millrace cosim --kernel linear --set rows=7 --firings",
            "millrace cosim --kernel softmax --jitter 3 --trace softmax.fst",
            "millrace cosim --design small.json --tokens 1,2,3 --decode 4",
            "millrace cosim --design small.json --prompt \"ROMEO:\" --keep rtl");
        var self = new CosimCommand(terminal);
        self._kernel.AddTo(command);
        command.Add(self._seed);
        command.Add(self._launches);
        self._model.AddTo(command);
        self._prompt.AddTo(command);
        self._engine.AddTo(command, chooses: false);
        command.Add(self._decode);
        self._cosim.AddTo(command);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = _cosim.Read(parsed);
        using var progress = new ProgressLine(_terminal);
        var (name, report) = _kernel.IsGiven(parsed)
            ? RunKernel(parsed, options, progress, cancellation)
            : RunModel(parsed, options, progress, cancellation);
        progress.Clear();
        if (_json.Read(parsed)) Json.Print(_terminal, CosimResult.Of(report));
        else CosimReport.Print(_terminal, name, report);
        if (!report.Pass) throw new DifferenceException("SystemVerilog and simulation differ; please report it.");
    }

    private (string Name, CosimulationReport Report) RunKernel(
        ParseResult parsed, VerilationOptions options, ProgressLine progress, CancellationToken cancellation)
    {
        if (parsed.GetResult("--design") is not null)
            throw new UsageException("--kernel and --design were both given, but only one can be.");
        var kernel = _kernel.Build(parsed);
        var random = new Random(unchecked((int)(parsed.GetValue(_seed) ?? 0)));
        var simulation = new RunSimulation(kernel.Design, record: options.Firings);
        RandomLaunch.Fill(simulation, random);
        var memories = kernel.Design.Memories.ToDictionary(m => m, m => simulation[m].Bytes.ToArray());
        var launches = Enumerable.Range(0, parsed.GetValue(_launches) ?? 2)
            .Select(_ => (kernel.Launch, RandomLaunch.Inputs(kernel.Design, kernel.InputWords, random))).ToList();
        using var work = _cosim.Folder(parsed);
        var verilated = VerilatedDesign.Build(
            kernel.Design, SystemVerilogEmitter.Emit(kernel.Design), work.Path, options, _cosim.Cache(parsed), progress.Show, cancellation);
        progress.Show("simulating");
        var report = Cosimulator.Run(verilated, simulation, launches, cancellation);
        if (options.Jitter is > 0 and { } seed && memories.Count > 0)
        {
            progress.Show("compiling with AXI, whose memories answer late");
            var again = new RunSimulation(kernel.Design);
            foreach (var (memory, bytes) in memories)
                again[memory].Use(bytes);
            report = report with { LateMemories = LateMemories.Run(again, launches, Path.Combine(work.Path, "axi"), seed, cancellation) };
        }

        return (kernel.Kernel.Name, report);
    }

    private (string Name, CosimulationReport Report) RunModel(
        ParseResult parsed, VerilationOptions options, ProgressLine progress, CancellationToken cancellation)
    {
        _kernel.RefuseAlone(parsed);
        if (parsed.GetResult(_seed) is not null || parsed.GetResult(_launches) is not null)
            throw new UsageException("--seed and --launches are for a kernel; give --kernel NAME too.");
        _prompt.Require(parsed);
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        if (folder.IsEncoder) return RunEncoder(parsed, folder, options, progress, cancellation);
        var tokens = _prompt.Tokens(parsed, folder, tokenizer: null);
        var decoded = parsed.GetValue(_decode) ?? 2;
        using var work = _cosim.Folder(parsed);
        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var reference = loader.LoadFloat();
        SessionGuard.Require(reference, 0, tokens);
        SessionGuard.Require(reference, tokens.Length, new int[decoded]);
        var accelerator = (Gpt2Accelerator)loader.Load(reference);
        var run = new CosimulationSettings(work.Path, options, _cosim.Cache(parsed), progress.Show);
        return (accelerator.Design.Network.Name, Gpt2Cosimulation.Run(accelerator, tokens, decoded, run, cancellation));
    }

    private (string Name, CosimulationReport Report) RunEncoder(
        ParseResult parsed, ModelFolder folder, VerilationOptions options, ProgressLine progress, CancellationToken cancellation)
    {
        if (parsed.GetResult(_decode) is not null) throw new UsageException("--decode is for decoders; an encoder takes a sequence whole.");
        var input = _prompt.Input(parsed, folder);
        using var work = _cosim.Folder(parsed);
        var accelerator = new EncoderLoader(folder, _engine.Read(parsed), progress).LoadNetwork();
        var run = new CosimulationSettings(work.Path, options, _cosim.Cache(parsed), progress.Show);
        return (accelerator.Design.Network.Name, BertCosimulation.Run(accelerator, input, run, cancellation));
    }
}
