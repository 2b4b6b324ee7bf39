using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>The errors of the refined form as a section of Markdown.</summary>
internal static class ValidateMarkdown
{
    public static string Of(ValidateResult result) => new MarkdownText()
        .Heading(2, "The refined form against the cycle-exact simulation")
        .Paragraph("This section is printed by a command, and a test holds it to what the command prints:")
        .Code("millrace validate")
        .Paragraph(
            "Cycles of a launch: *sim* by the cycle-exact simulation, *form* by the refined form, error in percent of the simulated cycles"
            + ", positive where the form is too slow. Prefill is of a prompt from position 0 on, decode of one token. Boards have their own "
            + "memories and links, and as many resources as a design needs: what is checked is time.")
        .List(Summary(result))
        .Table(
            ["design", "board, MHz", "prompt", "sim", "form", "error %", "decode at", "sim", "form", "error %"],
            result.Points.Select(p => (string[])
            [
                p.Name, Text($"{p.Device}, {p.ClockMhz:0}"), Text($"{p.PromptTokens}"), .. Cycles(p.Prefill), Text($"{p.DecodePosition}"),
                .. Cycles(p.Decode),
            ]))
        .ToString();

    /// <summary>Mean and worst of each phase, a line each.</summary>
    public static IEnumerable<string> Summary(ValidateResult result) =>
        [Line("Prefill", result.Prefill, result.Points.Count), Line("Decode", result.Decode, result.Points.Count)];

    private static string Line(string phase, ErrorSummary errors, int points) =>
        Text($"{phase} of {points} designs: mean absolute error {errors.MeanPercent:0.00} %, worst {errors.WorstPercent:0.00} %.");

    private static IEnumerable<string> Cycles(PredictedCycles c) =>
        [Text($"{c.Simulated}"), Text($"{c.Predicted:0}"), Text($"{c.ErrorPercent:+0.00;-0.00;0.00}")];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
