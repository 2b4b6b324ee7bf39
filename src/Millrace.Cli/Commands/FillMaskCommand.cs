using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace fill-mask</c>: what may stand where a text has a mask.</summary>
internal sealed class FillMaskCommand
{
    private readonly Terminal _terminal;
    private readonly ModelOption _model = ModelOption.OfMaskedModel();
    private readonly EncoderInputOptions _input = new();
    private readonly EngineOptions _engine = new(EngineKind.Network);
    private readonly JsonOption _json = new();
    private readonly Option<int?> _top = Numbers.Integer("--top", "Candidates for each mask [default: 5].", "N", 1);

    private FillMaskCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "fill-mask", "Tells which tokens are likeliest where a text has the mask token: [MASK] in BERT, <mask> in RoBERTa.",
            "millrace fill-mask --model ./bert-base-uncased \"The mill [MASK] by the river.\"",
            "millrace fill-mask --model ./roberta-base \"The mill <mask> by the river.\" --top 10 --engine float --json");
        var self = new FillMaskCommand(terminal);
        self._model.AddTo(command);
        self._input.AddTo(command);
        command.Add(self._top);
        self._engine.AddTo(command);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        _input.Require(parsed);
        var choice = _engine.Read(parsed);
        var folder = _model.Open(parsed);
        if (folder.EncoderConfig.Head != BertHead.MaskedLM)
            throw new UsageException($"{folder.Path}: the model fills in no masks, which needs the head of a ...ForMaskedLM.");
        var tokenizer = folder.LoadEncoderTokenizer();
        var mask = tokenizer.MaskToken ?? throw new UsageException($"{folder.Path}: the tokenizer has no mask token.");
        var input = _input.Read(parsed, folder);
        var masks = Enumerable.Range(0, input.Tokens.Length).Where(i => input.Tokens[i] == mask).ToArray();
        if (masks.Length == 0) throw new UsageException($"the text has no {Text(tokenizer, mask)}, and so there is nothing to fill in.");

        using var progress = new ProgressLine(_terminal);
        var loader = new EncoderLoader(folder, choice, progress);
        var model = loader.Load(loader.LoadFloat());
        cancellation.ThrowIfCancellationRequested();
        var logits = model.Encode(input).Logits!;
        var times = EncoderTimes.Of(model, input);
        progress.Clear();

        var result = new FillMaskResult
        {
            Engine = choice.Name,
            Tokens = input.Tokens,
            Masks = [.. masks.Select(position => new FilledMask(position, Candidates(position)))],
            Times = times,
        };
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else Print(result);

        MaskCandidate[] Candidates(int position)
        {
            var vocabulary = model.Config.VocabularySize;
            var scores = Probabilities.Of(logits.AsSpan(position * vocabulary, vocabulary));
            return [.. Probabilities.Ranking(scores).Take(parsed.GetValue(_top) ?? 5)
                .Select(token => new MaskCandidate(token, Text(tokenizer, token), scores[token]))];
        }
    }

    // A model may have more rows than its tokenizer has tokens.
    private static string Text(EncoderTokenizer tokenizer, int token) =>
        token < tokenizer.Words.VocabularySize ? tokenizer.Words.Decode([token]).Trim() : FormattableString.Invariant($"({token})");

    private void Print(FillMaskResult result)
    {
        foreach (var mask in result.Masks)
        {
            if (mask != result.Masks[0]) _terminal.Out.WriteLine();
            foreach (var candidate in mask.Candidates)
                _terminal.Out.WriteLine(FormattableString.Invariant($"{candidate.Score:0.0000}  {candidate.Text}"));
        }

        result.Times?.Print(_terminal);
    }
}
