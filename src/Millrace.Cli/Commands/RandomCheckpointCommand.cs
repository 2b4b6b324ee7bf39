using System.CommandLine;
using Millrace.Analysis;
using Millrace.Models;
using static System.FormattableString;

namespace Millrace.Cli;

/// <summary><c>millrace random-checkpoint</c>: random weights in the shapes of a model.</summary>
internal sealed class RandomCheckpointCommand
{
    private readonly Terminal _terminal;
    private readonly JsonOption _json = new();

    private readonly Option<string?> _model = new("--model")
    {
        Description = "A GPT-2 or BERT by its name, which millrace models lists; or a folder of a GPT-2, BERT, RoBERTa or DistilBERT in "
            + "Hugging Face's layout, or its config.json, of which no more is read.",
        HelpName = "NAME|DIR",
    };

    private readonly Option<int?> _layers = Numbers.Integer("--layers", "So many layers of the model only.", "N", 1);
    private readonly Option<ulong?> _seed = Numbers.Unsigned("--seed", "Where the random numbers start [default: 0].", "S");
    private readonly Option<string?> _output = new("--output") { Description = "The folder, a new one.", HelpName = "DIR" };

    private RandomCheckpointCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "random-checkpoint",
            "Writes a checkpoint of random weights (config.json, model.safetensors in float32) in the shapes of a model, for where no "
            + "trained one is at hand: what it computes means nothing, but every size is the model's. Weights are normal with a standard "
            + "deviation of 0.02, or the configuration's; the same seed gives the same bytes on every machine. There is no tokenizer: "
            + "give the commands --tokens.",
            "millrace random-checkpoint --model bert-base --seed 1 --output bert-random",
            "millrace random-checkpoint --model gpt2-xl --layers 2 --output gpt2-xl-short");
        var self = new RandomCheckpointCommand(terminal);
        foreach (var option in new Option[] { self._model, self._layers, self._seed, self._output }) command.Add(option);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var model = parsed.GetValue(_model) ?? throw new UsageException("--model NAME|DIR is needed: millrace models lists the names.");
        var output = parsed.GetValue(_output) ?? throw new UsageException("--output DIR is needed: the folder to write.");
        var (json, source) = ModelCatalogue.Configuration(model);
        var checkpoint = RandomCheckpoint.Of(json, source, parsed.GetValue(_layers));
        WholeFolder.CheckNew(output);
        var (seed, parameters) = (parsed.GetValue(_seed) ?? 0, checkpoint.Parameters);

        using var progress = new ProgressLine(_terminal);
        WholeFolder.Write(output, folder => checkpoint.Write(
            folder, seed, written => progress.Update(() => Invariant($"{written / 1e6:0} of {parameters / 1e6:0} million weights")),
            cancellation));
        progress.Clear();

        var result = new RandomCheckpointResult
        {
            Model = model,
            Seed = seed,
            Layers = checkpoint.Layers,
            Parameters = parameters,
            Output = output,
        };
        if (_json.Read(parsed))
        {
            Json.Print(_terminal, result);
            return;
        }

        var layers = Invariant($"{checkpoint.Layers} layer{(checkpoint.Layers == 1 ? "" : "s")}");
        _terminal.Out.WriteLine(
            Invariant($"{output}: random weights of {model}, {layers}, {parameters:N0} numbers of float32, seed {seed}"));
    }
}
