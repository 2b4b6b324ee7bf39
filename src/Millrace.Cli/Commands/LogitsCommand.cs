using System.CommandLine;
using Millrace.Accelerators;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace logits</c>: the scores of every token of a sequence, as a NumPy file.</summary>
internal sealed class LogitsCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = ModelOption.OfAnyKind();
    private readonly PromptOptions _prompt = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();

    private readonly Option<string?> _output = new("--output") { Description = "The file to write; whole or not at all.", HelpName = "FILE.npy" };

    private LogitsCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "logits",
            "Writes the logits of every token of a sequence: float32, shape (tokens, vocabulary). Of an encoder what its head gives: a "
            + "classifier's are of shape (1, labels), those of question answering (tokens, 2).",
            "millrace logits --tokens 1,2,3 --engine integer --output logits.npy",
            "millrace logits --model ./gpt2 --prompt \"To be\" --engine float --output logits.npy");
        var self = new LogitsCommand(terminal);
        self._model.AddTo(command);
        self._prompt.AddTo(command);
        self._engine.AddTo(command);
        command.Add(self._output);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        _prompt.Require(parsed);
        var output = parsed.GetValue(_output) ?? throw new UsageException("--output FILE.npy is needed: where to write the logits.");
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        if (folder.IsEncoder)
        {
            RunEncoder(parsed, folder, output, cancellation);
            return;
        }

        var tokens = _prompt.Tokens(parsed, folder, tokenizer: null);

        using var progress = new ProgressLine(_terminal);
        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var reference = loader.LoadFloat();
        SessionGuard.Require(reference, 0, tokens);
        var model = loader.Load(reference);
        progress.Show($"evaluating {tokens.Length} tokens");
        var session = model.Start();
        var logits = session.Forward(tokens);
        cancellation.ThrowIfCancellationRequested();
        NpyFile.Write(output, logits, tokens.Length, model.VocabularySize);
        progress.Clear();

        var times = session is Gpt2AcceleratorSession accelerator
            ? NetworkTimes.Of(accelerator.Launches, ((Gpt2Accelerator)model).Point.ClockMegahertz)
            : null;
        if (_json.Read(parsed)) Json.Print(_terminal, Result(choice, output, tokens, [tokens.Length, model.VocabularySize], times));
        else Print(choice, output, tokens.Length, model.VocabularySize, times);
    }

    private void RunEncoder(ParseResult parsed, ModelFolder folder, string output, CancellationToken cancellation)
    {
        var choice = _engine.ReadForEncoder(parsed);
        if (folder.EncoderConfig.Head == BertHead.None)
            throw new UsageException($"{folder.Path}: the model has no head, and so no logits; encode writes its hidden states.");
        var input = _prompt.Input(parsed, folder);
        using var progress = new ProgressLine(_terminal);
        var loader = new EncoderLoader(folder, choice, progress);
        var model = loader.Load(loader.LoadFloat());
        progress.Show($"evaluating {input.Tokens.Length} tokens");
        var logits = model.Encode(input).Logits!;
        cancellation.ThrowIfCancellationRequested();
        var rows = folder.EncoderConfig.Head == BertHead.SequenceClassification ? 1 : input.Tokens.Length;
        NpyFile.Write(output, logits, rows, logits.Length / rows);
        progress.Clear();
        if (_json.Read(parsed)) Json.Print(_terminal, Result(choice, output, input.Tokens, [rows, logits.Length / rows], times: null));
        else Print(choice, output, rows, logits.Length / rows, times: null);
    }

    private void Print(EngineChoice choice, string output, int rows, int columns, NetworkTimes? times)
    {
        _terminal.Out.WriteLine(FormattableString.Invariant($"{output}: float32 ({rows}, {columns}), {choice.Name} engine"));
        if (times is not null) _terminal.Out.WriteLine(FormattableString.Invariant(
            $"{times.Prefill.Cycles} cycles, {times.Prefill.Ms:0.0000} ms at {times.ClockMegahertz:0.###} MHz ({NetworkTimes.CycleExact}; the clock is an {NetworkTimes.Assumption})"));
    }

    private static LogitsResult Result(EngineChoice choice, string output, int[] tokens, int[] shape, NetworkTimes? times) => new()
    {
        Engine = choice.Name,
        Output = output,
        Shape = shape,
        Tokens = tokens,
        Device = times is null ? null : choice.Device.Name,
        ClockMhz = times?.ClockMegahertz,
        ClockBasis = times is null ? null : NetworkTimes.Assumption,
        Fidelity = times is null ? null : NetworkTimes.CycleExact,
        Prefill = times?.Prefill,
    };
}
