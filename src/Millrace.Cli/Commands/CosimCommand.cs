using System.CommandLine;
using System.CommandLine.Parsing;
using Millrace.Accelerators;
using Millrace.Cosimulation;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace cosim</c>: the accelerator as SystemVerilog, simulated by Verilator beside the other faces.</summary>
internal sealed class CosimCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = new();
    private readonly PromptOptions _prompt = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();

    private readonly Option<int?> _decode = Numbers.Integer(
        "--decode", "Tokens decoded after the prompt, each the likeliest [default: 2].", "N", 0);

    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "A folder to emit and compile in, new or empty, that is kept; without it, one that is deleted.",
        HelpName = "DIR",
    };

    private CosimCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "cosim",
            "Emits the accelerator as SystemVerilog, simulates it with Verilator, and compares every logit's bits and cycle with the simulation.",
            "millrace cosim --design small.json --tokens 1,2,3 --decode 4",
            "millrace cosim --design small.json --prompt \"ROMEO:\" --keep rtl");
        var self = new CosimCommand(terminal);
        self._model.AddTo(command);
        self._prompt.AddTo(command);
        self._engine.AddTo(command, chooses: false);
        command.Add(self._decode);
        command.Add(self._keep);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        _prompt.Require(parsed);
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        var tokens = _prompt.Tokens(parsed, folder, tokenizer: null);
        var decoded = parsed.GetValue(_decode) ?? 2;
        var kept = parsed.GetValue(_keep) is { } path ? WorkFolder.Kept(path) : null;
        using var work = kept ?? WorkFolder.Temporary();

        using var progress = new ProgressLine(_terminal);
        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var reference = loader.LoadFloat();
        SessionGuard.Require(reference, 0, tokens);
        SessionGuard.Require(reference, tokens.Length, new int[decoded]);
        var accelerator = (Gpt2Accelerator)loader.Load(reference);
        var report = Gpt2Cosimulation.Run(accelerator, tokens, decoded, work.Path, progress.Show, cancellation);
        progress.Clear();
        if (_json.Read(parsed)) Json.Print(_terminal, CosimResult.Of(report));
        else Print(report);
        if (report.Difference is not null) throw new UsageException("SystemVerilog and simulation differ; please report it.");
    }

    private void Print(CosimulationReport report)
    {
        var cycles = report.Cycles.Sum();
        _terminal.Out.WriteLine(FormattableString.Invariant(
            $"{report.Cycles.Count} launches, {cycles} cycles: ")
            + FormattableString.Invariant($"{report.Elements} elements of logits compared, {report.Bits} bits, and the cycle of each"));
        _terminal.Out.WriteLine(FormattableString.Invariant(
            $"{report.VerilatorTime.TotalSeconds:0.00} s by Verilator, ")
            + FormattableString.Invariant($"{report.OwnTime.TotalSeconds:0.00} s by the simulation (bits and cycles)"));
        _terminal.Out.WriteLine(report.Difference is { } difference ? $"FAIL: {difference}" : "PASS");
    }
}
