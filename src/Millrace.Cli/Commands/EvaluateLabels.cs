using Millrace.Models;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>What <c>millrace evaluate</c> does with a classifier: how many of a file's labels an engine finds, beside the float
/// reference.</summary>
internal static class EvaluateLabels
{
    /// <summary>Measures both engines.</summary>
    /// <param name="folder">The classifier.</param>
    /// <param name="choice">The engine.</param>
    /// <param name="file">A line is a label, a tab and a text.</param>
    /// <param name="progress">Where to tell how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="UsageException">The model is no classifier, or the file does not suit it.</exception>
    public static EvaluateLabelsResult Measure(
        ModelFolder folder, EngineChoice choice, string file, ProgressLine progress, CancellationToken cancellation)
    {
        ClassifyCommand.RequireClassifier(folder);
        var texts = TextLine.Read(file, folder, labelled: true);
        var loader = new EncoderLoader(folder, choice, progress);
        var reference = loader.LoadFloat();
        var candidate = loader.Load(reference);
        int done = 0, right = 0, floatRight = 0, same = 0;
        double least = 1, sum = 0;
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Update(() => FormattableString.Invariant($"{done} of {texts.Count} texts"));
            var expected = reference.Encode(text.Input);
            var given = ReferenceEquals(reference, candidate) ? expected : candidate.Encode(text.Input);
            int floatLabel = Label(expected), label = Label(given);
            if (label == text.Label) right++;
            if (floatLabel == text.Label) floatRight++;
            if (label == floatLabel) same++;
            var cosine = Cosine(given.Hidden, expected.Hidden);
            least = Math.Min(least, cosine);
            sum += cosine;
            done++;
        }

        return new EvaluateLabelsResult
        {
            Engine = choice.Name,
            Texts = texts.Count,
            Tokens = texts.Sum(text => (long)text.Input.Tokens.Length),
            Accuracy = (double)right / texts.Count,
            FloatAccuracy = (double)floatRight / texts.Count,
            LabelAgreement = (double)same / texts.Count,
            LeastCosine = least,
            MeanCosine = sum / texts.Count,
        };
    }

    /// <summary>Prints a table.</summary>
    public static void Print(Terminal terminal, EvaluateLabelsResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("");
        table.AddColumn(new TableColumn(result.Engine) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("float") { Alignment = Justify.Right });
        table.AddRow("accuracy", Percent(result.Accuracy), Percent(result.FloatAccuracy));
        table.AddRow("the same label as float", Percent(result.LabelAgreement), "");
        table.AddRow("cosine of hidden states, mean", FormattableString.Invariant($"{result.MeanCosine:0.000000}"), "");
        table.AddRow("cosine of hidden states, least", FormattableString.Invariant($"{result.LeastCosine:0.000000}"), "");
        table.Caption(FormattableString.Invariant($"{result.Texts} texts, {result.Tokens} tokens"));
        Tables.Console(terminal).Write(table);

        static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.00} %");
    }

    private static int Label(BertOutput output) => Probabilities.Ranking(Probabilities.Of(output.Logits)).First();

    private static double Cosine(float[] a, float[] b)
    {
        double product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squareA += (double)a[i] * a[i];
            squareB += (double)b[i] * b[i];
        }

        return ReferenceEquals(a, b) ? 1 : product / Math.Sqrt(squareA * squareB);
    }
}
