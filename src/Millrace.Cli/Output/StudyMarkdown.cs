using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>The paper's study as a page of Markdown.</summary>
internal static class StudyMarkdown
{
    public static string Of(PaperStudy study)
    {
        var page = new MarkdownText();
        Introduction(page);
        Insights(page, study.Insights);
        StudyTables.Quantization(page, study.Quantization);
        StudyTables.Packing(page, study.Packing);
        StudyTables.Macs(page, study);
        StudyTables.Needed(page, study.Needed);
        StudyTables.Reuse(page, study.Reuse);
        StudyTables.Lengths(page, study);
        StudyTables.SeveralBoards(page, study.Boards);
        return page.ToString();
    }

    /// <summary><c>1. FPGAs lose ...: CONTRADICTED (parts that hold: 1 of 3)</c>.</summary>
    public static string Verdict(Insight insight) =>
        $"{insight.Number}. {insight.Statement.TrimEnd('.')}: {Word(insight)} (parts that hold: {Held(insight)})";

    private static void Introduction(MarkdownText page) => page
        .Heading(1, "The paper's study, reproduced")
        .Paragraph("This page is written by a command, and a test holds it to what the command writes:")
        .Code("millrace study --output docs/study.md")
        .Paragraph(
            "Source of questions and equations: Chen et al., *Understanding the Potential of FPGA-Based Spatial Acceleration for Large "
            + "Language Model Inference*, ACM TRETS 18(1), 2024, arXiv 2312.15159. How its equations are read: [the analytical "
            + "model](analysis.md).")
        .Paragraph("What kind of figures these are:")
        .List(
        [
            StudyCells.Text($"Boards: *closed form*, model latency, of all layers, at {StudySettings.ClockMegahertz} MHz; ")
            + "the clock is an assumption, which no place-and-route confirmed. Fill, drain and the chain of dependencies are left out: in "
            + "decode the closed form is more than twice too optimistic. Embedding and head are left out.",
            "Limits of boards: the data sheet's totals, no shell, blocks of one kind (BRAM36 or M20K; UltraRAM and eSRAM hold nothing "
            + "here), multipliers counted by slices and what they make of the operands. What satisfies the limits may still not route.",
            "GPUs: a roofline of dense peaks with launch and dependency times, FP16, under PyTorch; calibrated on an A100 with GPT-2 "
            + "Medium up to 256 tokens, extrapolated elsewhere. Embedding and head are in it.",
            $"Unless varied: batch 1, W{StudySettings.WeightBits}A{StudySettings.ActivationBits}, {StudySettings.Tokens} tokens of prompt; "
            + $"decode is of the token after {StudySettings.Tokens} others.",
            "M: multiply-accumulates a cycle of q, k, v and p, on each board; the others in balance, one layer on chip. Each phase has a "
            + "design of its own, balanced for its length.",
            $"Weights are packed as densely as the widest port of the memory blocks allows. In prefill {StudySettings.PrefillReuse} tokens "
            + $"share a weight that is loaded once (r = {StudySettings.PrefillReuse}, the rows of the paper's arrays); in decode each "
            + "weight serves one token (r = 1).",
            "*(12.3 ports)*: not feasible; the time is what the equations say, the word is the limit that is exceeded most. **12.3**: "
            + "faster than every GPU that holds the model.",
        ]);

    private static void Insights(MarkdownText page, IReadOnlyList<Insight> insights)
    {
        page.Heading(2, "The six insights")
            .Paragraph("Each is split into parts that the numbers of this page decide: confirmed if all hold, else contradicted.")
            .Table(
                ["insight", "verdict", "parts that hold"],
                insights.Select(i => (string[])[$"{i.Number}. {i.Statement}", Word(i), Held(i)]));
        foreach (var insight in insights)
            page.Heading(3, Verdict(insight))
                .List(insight.Claims.Select(c => $"{(c.Holds ? "Holds" : "Does not hold")}: {c.Text} *{c.Numbers}.*"))
                .Paragraph(insight.Reading);
    }

    private static string Word(Insight insight) => insight.Confirmed ? "CONFIRMED" : "CONTRADICTED";

    private static string Held(Insight insight) => $"{insight.Claims.Count(c => c.Holds)} of {insight.Claims.Count}";
}
