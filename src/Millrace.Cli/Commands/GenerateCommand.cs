using System.CommandLine;
using System.Text;
using System.Text.Json;
using Millrace.Accelerators;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace generate</c>: continues a prompt, and says how many cycles that takes.</summary>
internal sealed class GenerateCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = new();
    private readonly PromptOptions _prompt = new();
    private readonly SamplingOptions _sampling = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();

    private GenerateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "generate", "Continues a prompt token by token; on the simulated accelerator, to the exact clock cycle.",
            "millrace generate --prompt \"ROMEO:\"",
            "millrace generate --prompt \"ROMEO:\" --max-new-tokens 32 --temperature 0 --json",
            "millrace generate --model ./gpt2 --tokens 464,2068,7586 --engine integer",
            "millrace generate --prompt \"ROMEO:\" --device u50 --clock 250");
        var self = new GenerateCommand(terminal);
        self._model.AddTo(command);
        self._prompt.AddTo(command);
        self._sampling.AddTo(command);
        self._engine.AddTo(command);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        // What is cheap to check comes first, so that a mistake is reported at once.
        _prompt.Require(parsed);
        var (choice, sampler, most, json) = (_engine.Read(parsed), _sampling.Sampler(parsed), _sampling.MostTokens(parsed), _json.Read(parsed));
        var folder = _model.Open(parsed);
        var end = folder.Config.EosToken;
        var tokenizer = TokenText.TokenizerOf(folder.Path);
        var prompt = _prompt.Tokens(parsed, folder, tokenizer);

        using var progress = new ProgressLine(_terminal);
        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var reference = loader.LoadFloat();
        SessionGuard.Require(reference, 0, prompt);
        var model = loader.Load(reference);
        var clock = (model as Gpt2Accelerator)?.Point.ClockMegahertz;

        var text = new TokenText(tokenizer);
        var whole = new StringBuilder();
        if (!json) PrintPrompt(prompt, tokenizer, progress);
        progress.Show($"prefill of {prompt.Length} tokens");
        var count = 0;
        Generated generated;
        try
        {
            generated = new TokenGenerator(model, sampler, end).Run(prompt, most, Emit, cancellation);
        }
        finally
        {
            progress.Clear();
            Write(text.Finish());
            if (!json) _terminal.Out.WriteLine();
        }

        var times = NetworkTimes.Of(generated.Launches, clock);
        if (json) Json.Print(_terminal, Result(choice, generated, tokenizer is null ? null : whole.ToString(), times));
        else PrintEnd(choice, generated, times);

        void Emit(int token)
        {
            progress.Clear();
            Write(text.Append(token));
            count++;
            if (json) progress.Update(() => $"{count} of {most} tokens");
        }

        void Write(string piece)
        {
            whole.Append(piece);
            if (!json) _terminal.Out.Write(piece);
        }
    }

    private void PrintPrompt(int[] prompt, Tokenizer? tokenizer, ProgressLine progress)
    {
        progress.Clear();
        var text = new TokenText(tokenizer);
        foreach (var token in prompt) _terminal.Out.Write(text.Append(token));
        _terminal.Out.Write(tokenizer is null ? " -> " : text.Finish());
        _terminal.Out.Flush();
    }

    private void PrintEnd(EngineChoice choice, Generated generated, NetworkTimes? times)
    {
        if (generated.Stopped == StopReason.Context)
            _terminal.Error.WriteLine("millrace: stopped because the model's context is full.");
        if (times is null) return;
        _terminal.Out.WriteLine();
        TimesReport.Print(_terminal, times, choice.Device.Name);
    }

    private static GenerateResult Result(EngineChoice choice, Generated generated, string? text, NetworkTimes? times) => new()
    {
        Engine = choice.Name,
        Device = times is null ? null : choice.Device.Name,
        ClockMhz = times?.ClockMegahertz,
        ClockBasis = times is null ? null : NetworkTimes.Assumption,
        Fidelity = times is null ? null : NetworkTimes.CycleExact,
        PromptTokens = generated.Prompt,
        Tokens = generated.Tokens,
        Text = text,
        StopReason = JsonNamingPolicy.SnakeCaseLower.ConvertName(generated.Stopped.ToString()),
        Prefill = times?.Prefill,
        Decode = times?.Decode,
        Engines = times?.Engines,
        Stalls = times?.Stalls,
    };
}
