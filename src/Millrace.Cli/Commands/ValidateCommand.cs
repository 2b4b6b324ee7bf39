using System.CommandLine;
using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary><c>millrace validate</c>: the refined form against the cycle-exact simulation.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "validate",
            "Holds the refined form of an estimate against the cycle-exact simulation, over a fixed list of designs chosen to differ: "
            + "cycles of both in prefill and decode, and the errors.",
            "millrace validate", "millrace validate --output errors.md", "millrace validate --json");
        var output = new Option<string?>("--output")
        {
            Description = "Write the table there, in Markdown, and print the mean and the worst errors.",
            HelpName = "FILE.md",
        };
        var json = new JsonOption();
        command.Add(output);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, cancellation) =>
        {
            var file = parsed.GetValue(output);
            if (file is not null) WholeFile.Check(file);
            var result = Compute(terminal, cancellation);
            if (file is not null) WholeFile.Write(file, ValidateMarkdown.Of(result));
            if (json.Read(parsed)) Json.Print(terminal, result);
            else if (file is null) terminal.Out.Write(ValidateMarkdown.Of(result));
            else foreach (var summary in ValidateMarkdown.Summary(result)) terminal.Out.WriteLine(summary);
        });
        return command;
    }

    private static ValidateResult Compute(Terminal terminal, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(terminal);
        var points = ValidationPoints.All;
        var results = new List<ValidationResult>();
        foreach (var point in points)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Show($"simulating design {results.Count + 1} of {points.Count}: {point.Name}");
            results.Add(Validation.Of(point));
        }

        return ValidateResult.Of(results);
    }
}
