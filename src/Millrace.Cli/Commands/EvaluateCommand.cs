using System.CommandLine;
using Millrace.Models;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary><c>millrace evaluate</c>: how well an engine predicts a text, beside the float reference.</summary>
internal sealed class EvaluateCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = ModelOption.OfAnyKind();
    private readonly EngineOptions _engine = new(EngineKind.Integer);
    private readonly JsonOption _json = new();

    private readonly Option<string?> _text = new("--text") { Description = "The text, UTF-8.", HelpName = "FILE" };

    private readonly Option<int?> _stride = Numbers.Integer(
        "--stride", "Tokens from one window to the next; without it, the context length, so that windows do not overlap.", "N", 1);

    private EvaluateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "evaluate",
            "Measures an engine on a text: nats per token, perplexity, and both against the float engine; a classifier on labelled lines "
            + "(label, tab, text): accuracy. The network engine gives the integer engine's bits, only more slowly.",
            "millrace evaluate --text play.txt",
            "millrace evaluate --model ./gpt2 --text play.txt --stride 512 --calibrate sonnets.txt --smoothing 0.5 --json",
            "millrace evaluate --model ./sentiment --text labelled.tsv");
        var self = new EvaluateCommand(terminal);
        self._model.AddTo(command);
        command.Add(self._text);
        command.Add(self._stride);
        self._engine.AddTo(command);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_text) ?? throw new UsageException("--text FILE is needed: the text to evaluate on.");
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        if (folder.IsEncoder)
        {
            RunOnLabels(parsed, folder, file, cancellation);
            return;
        }

        var context = folder.Config.ContextLength;
        var stride = parsed.GetValue(_stride) ?? context;
        if (stride > context) throw new UsageException($"--stride is {stride}, but it must be at most the model's context length, {context}.");
        var tokens = folder.LoadTokenizer().Encode(TextFile.Read(file));
        if (tokens.Length < 2) throw new UsageException($"{file}: it holds {tokens.Length} tokens, but at least 2 are needed.");

        using var progress = new ProgressLine(_terminal);
        var loader = new EngineLoader(folder, choice, progress, cancellation);
        var reference = loader.LoadFloat();
        var candidate = loader.Load(reference);
        progress.Show("evaluating");
        var compared = Compare(reference, candidate, tokens, stride, progress, cancellation);
        progress.Clear();

        var result = new EvaluateResult
        {
            Engine = choice.Name,
            Tokens = tokens.Length,
            ScoredTokens = compared.Candidate.ScoredTokens,
            Stride = stride,
            NatsPerToken = compared.Candidate.NatsPerToken,
            Perplexity = compared.Candidate.Perplexity,
            FloatNatsPerToken = compared.Reference.NatsPerToken,
            FloatPerplexity = compared.Reference.Perplexity,
            PerplexityRatio = compared.PerplexityRatio,
            Top1Agreement = compared.Top1Agreement,
        };
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else Print(result);
    }

    private void RunOnLabels(ParseResult parsed, ModelFolder folder, string file, CancellationToken cancellation)
    {
        if (parsed.GetResult(_stride) is not null)
            throw new UsageException("--stride cuts a text into windows, but a classifier takes its lines whole.");
        using var progress = new ProgressLine(_terminal);
        var result = EvaluateLabels.Measure(folder, _engine.ReadForEncoder(parsed), file, progress, cancellation);
        progress.Clear();
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else EvaluateLabels.Print(_terminal, result);
    }

    private static ComparisonResult Compare(
        ILanguageModel reference, ILanguageModel candidate, int[] tokens, int stride, ProgressLine progress, CancellationToken cancellation)
    {
        var options = new EvaluationOptions { Stride = stride };
        var report = new Synchronous(p => progress.Update(() => FormattableString.Invariant($"{p.ScoredTokens} of {p.TotalTokens} tokens")));
        if (!ReferenceEquals(reference, candidate))
            return ModelEvaluation.Compare(reference, candidate, tokens, options, report, cancellation);
        var result = ModelEvaluation.Perplexity(reference, tokens, options, report, cancellation);
        return new ComparisonResult(result, result, 1);
    }

    private void Print(EvaluateResult result)
    {
        var console = Tables.Console(_terminal);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("");
        table.AddColumn(new TableColumn(result.Engine) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("float") { Alignment = Justify.Right });
        table.AddRow("nats per token", Text(result.NatsPerToken), Text(result.FloatNatsPerToken));
        table.AddRow("perplexity", Text(result.Perplexity), Text(result.FloatPerplexity));
        table.AddRow("perplexity ratio to float", Text(result.PerplexityRatio), "");
        table.AddRow("top-1 agreement with float", FormattableString.Invariant($"{100 * result.Top1Agreement:0.00} %"), "");
        table.Caption(FormattableString.Invariant($"{result.ScoredTokens} of {result.Tokens} tokens scored, stride {result.Stride}"));
        console.Write(table);

        static string Text(double value) => FormattableString.Invariant($"{value:0.00000}");
    }

    // Progress<T> would post to the thread pool, and late reports would be drawn over the result.
    private sealed class Synchronous(Action<EvaluationProgress> report) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => report(value);
    }
}
