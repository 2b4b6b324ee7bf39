using System.CommandLine;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary><c>millrace study</c>: the paper's sweeps and insights, by the closed form.</summary>
internal static class StudyCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "study",
            "Reproduces the study that the equations come from: sweeps over precision, packing, multipliers, length and boards against "
            + "GPUs, and its six insights, each confirmed or contradicted by the numbers.",
            "millrace study", "millrace study --output docs/study.md", "millrace study --json");
        var output = new Option<string?>("--output")
        {
            Description = "Write the study there, in Markdown, and print what became of the insights.",
            HelpName = "FILE.md",
        };
        var json = new JsonOption();
        command.Add(output);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) =>
        {
            var file = parsed.GetValue(output);
            if (file is not null) WholeFile.Check(file);
            var study = PaperStudy.Compute();
            if (file is not null) WholeFile.Write(file, StudyMarkdown.Of(study));
            if (json.Read(parsed)) Json.Print(terminal, study);
            else if (file is null) terminal.Out.Write(StudyMarkdown.Of(study));
            else foreach (var insight in study.Insights) terminal.Out.WriteLine(StudyMarkdown.Verdict(insight));
        });
        return command;
    }
}
