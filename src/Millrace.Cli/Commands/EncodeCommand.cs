using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace encode</c>: the hidden states of a text, as NumPy files.</summary>
internal sealed class EncodeCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = ModelOption.OfEncoder();
    private readonly EncoderInputOptions _input = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();
    private readonly Option<string?> _output = new("--output")
    {
        Description = "The file of the hidden states; the pooled output goes beside it, into FILE.pooled.npy.",
        HelpName = "FILE.npy",
    };

    private EncodeCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "encode",
            "Writes the last hidden state of every token, float32 of shape (tokens, width), and where the model has a pooler its "
            + "output, of shape (1, width).",
            "millrace encode \"A film that is as warm as it is wise.\" --output hidden.npy",
            "millrace encode --model ./bert-base-uncased --tokens 101,7592,102 --engine float --output hidden.npy");
        var self = new EncodeCommand(terminal);
        self._model.AddTo(command);
        self._input.AddTo(command);
        self._engine.AddTo(command);
        command.Add(self._output);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        _input.Require(parsed);
        var output = parsed.GetValue(_output) ?? throw new UsageException("--output FILE.npy is needed: where to write the hidden states.");
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        var input = _input.Read(parsed, folder);

        using var progress = new ProgressLine(_terminal);
        var loader = new EncoderLoader(folder, choice, progress);
        var model = loader.Load(loader.LoadFloat());
        cancellation.ThrowIfCancellationRequested();
        var encoded = model.Encode(input);
        int tokens = input.Tokens.Length, width = model.Config.Width;
        NpyFile.Write(output, encoded.Hidden, tokens, width);
        var pooled = encoded.Pooled is null ? null : Path.ChangeExtension(output, ".pooled.npy");
        if (pooled is not null) NpyFile.Write(pooled, encoded.Pooled, 1, width);
        var times = EncoderTimes.Of(model, input);
        progress.Clear();

        if (_json.Read(parsed))
        {
            Json.Print(_terminal, new EncodeResult
            {
                Engine = choice.Name,
                Tokens = input.Tokens,
                Output = output,
                Shape = [tokens, width],
                Pooled = pooled,
                Times = times,
            });
            return;
        }

        Print(output, tokens);
        if (pooled is not null) Print(pooled, 1);
        times?.Print(_terminal);

        void Print(string file, int rows) =>
            _terminal.Out.WriteLine(FormattableString.Invariant($"{file}: float32 ({rows}, {width}), {choice.Name} engine"));
    }
}
