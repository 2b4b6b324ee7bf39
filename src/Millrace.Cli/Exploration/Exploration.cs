using System.CommandLine;
using Millrace.Analysis;
using Millrace.Exploration;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary>What <c>millrace explore</c> does.</summary>
internal sealed class Exploration(Terminal terminal, ExploreOptions options)
{
    public void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var request = Request(parsed);
        if (parsed.GetValue(options.Output) is { } file) WholeFile.Check(file);
        using var progress = new ProgressLine(terminal);
        progress.Show("exploring");
        var found = Explorer.Run(request, new ExplorationOptions
        {
            Cancellation = cancellation,
            TimeLimit = parsed.GetValue(options.TimeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Progress = p => progress.Update(() => ExploreReport.Progress(p, request.Objective)),
        });
        var best = found.Best ?? throw (found.End is ExplorationEnd.TimeLimit
            ? new UsageException("no design was found within the --time-limit: give the search more time.")
            : new OperationCanceledException(cancellation));
        if (parsed.GetValue(options.Output) is { } output) WholeFile.Write(output, best.Point.ToJson());
        var simulated = found.End is ExplorationEnd.Interrupted || parsed.GetValue(options.NoSimulation)
            ? null
            : SimulatedPoint.Of(best.Point, request.Device, found, progress, cancellation);
        progress.Clear();
        if (found.End is ExplorationEnd.Interrupted) terminal.Error.WriteLine("millrace: interrupted; this is the best design so far.");
        if (found.End is ExplorationEnd.TimeLimit) terminal.Error.WriteLine("millrace: the time is up; this is the best design so far.");
        var result = ExploreResult.Of(request, found, best, simulated);
        if (options.Json.Read(parsed)) Json.Print(terminal, result);
        else ExploreReport.Print(terminal, result, request.Shape.Name);
    }

    private ExplorationRequest Request(ParseResult parsed)
    {
        var usual = new ExplorationRequest
        {
            Shape = ModelCatalogue.Find(
                parsed.GetValue(options.Model) ?? throw new UsageException("--model NAME|DIR is needed: millrace models lists the names.")),
            Device = DeviceCatalogue.Find(
                parsed.GetValue(options.Device)
                ?? throw new UsageException("--device NAME|FILE.json is needed: millrace devices lists the names.")),
        };
        var objective = parsed.GetValue(options.Objective) ?? (usual.Shape.IsEncoder ? "prefill" : "decode");
        return usual with
        {
            Objective = Enum.Parse<ExplorationObjective>(objective, ignoreCase: true),
            PromptTokens = parsed.GetValue(options.Prompt) ?? Math.Min(usual.PromptTokens, Math.Max(1, usual.Shape.ContextLength / 2)),
            Sequences = parsed.GetValue(options.Sequences) ?? usual.Sequences,
            GeneratedTokens = parsed.GetValue(options.Generate),
            ContextTokens = parsed.GetValue(options.Context),
            WeightBits = ListOptions.Given(parsed, options.Weights) ?? usual.WeightBits,
            ActivationBits = ListOptions.Given(parsed, options.Activations) ?? usual.ActivationBits,
            ClockMegahertz = parsed.GetValue(options.Clock),
            Parallelism = Parallelism.Schemes(
                usual.Shape, ListOptions.Given(parsed, options.Fpgas), parsed.GetValue(options.Tensor), parsed.GetValue(options.Pipeline)),
        };
    }
}
