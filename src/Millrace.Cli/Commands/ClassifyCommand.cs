using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace classify</c>: which of a model's labels a text has.</summary>
internal sealed class ClassifyCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = ModelOption.OfEncoder();
    private readonly EncoderInputOptions _input = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();
    private readonly Option<string?> _file = new("--file") { Description = "Texts instead of TEXT, UTF-8, one a line.", HelpName = "FILE" };

    private ClassifyCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "classify", "Tells which of a model's labels a text has, and how likely each is.",
            "millrace classify \"A film that is as warm as it is wise.\"",
            "millrace classify --file reviews.txt --engine float --json",
            "millrace classify --model ./bert-mrpc \"It rains.\" --pair \"The weather is wet.\"");
        var self = new ClassifyCommand(terminal);
        self._model.AddTo(command);
        self._input.AddTo(command);
        command.Add(self._file);
        self._engine.AddTo(command);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file);
        if (file is null) _input.Require(parsed);
        else if (_input.Given(parsed)) throw new UsageException("--file and a text were both given, but only one can be.");
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        RequireClassifier(folder);
        var texts = file is null ? [new TextLine("", _input.Read(parsed, folder))] : TextLine.Read(file, folder);

        using var progress = new ProgressLine(_terminal);
        var loader = new EncoderLoader(folder, choice, progress);
        var model = loader.Load(loader.LoadFloat());
        var results = new List<ClassifyResult>();
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Update(() => FormattableString.Invariant($"{results.Count} of {texts.Count} texts"));
            results.Add(Classify(model, choice, text.Input));
        }

        progress.Clear();
        if (_json.Read(parsed))
        {
            if (file is null) Json.Print(_terminal, results[0]);
            else Json.Print(_terminal, new ClassifyFileResult(results));
        }
        else if (file is null) Print(results[0]);
        else
            foreach (var (text, result) in texts.Zip(results))
                _terminal.Out.WriteLine(FormattableString.Invariant($"{result.Label}\t{result.Scores[result.Label]:0.0000}\t{text.Text}"));
    }

    /// <summary>Checks that a model is a classifier.</summary>
    /// <exception cref="UsageException">It has no labels.</exception>
    public static void RequireClassifier(ModelFolder folder)
    {
        if (folder.EncoderConfig.Head != BertHead.SequenceClassification)
            throw new UsageException($"{folder.Path}: the model has no labels, which need the head of a ...ForSequenceClassification.");
    }

    private static ClassifyResult Classify(IBertModel model, EngineChoice choice, BertInput input)
    {
        var labels = model.Config.Labels;
        var scores = Probabilities.Of(model.Encode(input).Logits);
        return new ClassifyResult
        {
            Engine = choice.Name,
            Tokens = input.Tokens,
            Label = labels[Probabilities.Ranking(scores).First()],
            Scores = new OrderedDictionary<string, double>(labels.Zip(scores, KeyValuePair.Create)),
            Times = EncoderTimes.Of(model, input),
        };
    }

    private void Print(ClassifyResult result)
    {
        var width = result.Scores.Keys.Max(label => label.Length);
        foreach (var (label, score) in result.Scores.OrderByDescending(s => s.Value))
            _terminal.Out.WriteLine(FormattableString.Invariant($"{label.PadRight(width)}  {score:0.0000}"));
        result.Times?.Print(_terminal);
    }
}
