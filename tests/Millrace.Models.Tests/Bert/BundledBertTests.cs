using System.Runtime.CompilerServices;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Bert;

/// <summary>The encoder that comes with the repository: it must load, and it must have learnt something. The sentences are not from the data
/// that it was trained on.</summary>
public sealed class BundledBertTests
{
    private static readonly (string Label, string Text)[] Reviews =
    [
        ("positive", "A film that is as warm as it is wise."),
        ("positive", "One of the best and most moving performances of the year."),
        ("positive", "Funny, charming and beautifully acted, it is a delight from beginning to end."),
        ("negative", "Dull, lifeless and far too long."),
        ("negative", "The plot makes no sense and the jokes are not funny."),
        ("negative", "A complete waste of time, badly written and badly acted."),
    ];

    private static readonly ModelFolder Folder = ModelFolder.Open(Path.Combine(Root(), "models", "sentiment"));

    [Fact]
    public void Tells_good_from_bad_in_both_arithmetics()
    {
        var model = Folder.LoadEncoder();
        var tokenizer = Folder.LoadEncoderTokenizer();
        var integer = new IntegerBertModel(BertQuantizer.Quantize(model, BertCalibration.FromText(model.Config, line => tokenizer.Encode(line))));
        foreach (var (label, text) in Reviews)
        {
            var input = tokenizer.Encode(text);
            var (expected, given) = (model.Encode(input), integer.Encode(input));
            Assert.Equal((label, label), (Label(expected), Label(given)));
            Assert.InRange(Cosine(expected.Hidden, given.Hidden), 0.999, 1);
        }
    }

    [Fact]
    public void Its_tokenizer_fits_the_model_and_all_stays_small()
    {
        var tokenizer = Folder.LoadEncoderTokenizer();
        Assert.Equal(Folder.EncoderConfig.VocabularySize, tokenizer.Words.VocabularySize);
        Assert.Equal(["negative", "positive"], Folder.EncoderConfig.Labels);
        Assert.InRange(Directory.GetFiles(Folder.Path).Sum(file => new FileInfo(file).Length), 1, 6_000_000);
    }

    private static string Label(BertOutput output) => Folder.EncoderConfig.Labels[output.Logits![1] > output.Logits[0] ? 1 : 0];

    private static double Cosine(float[] a, float[] b)
    {
        double Dot(float[] x, float[] y) => x.Zip(y, (u, v) => (double)u * v).Sum();
        return Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));
    }

    // The tests may be built anywhere, but their source lies in the repository.
    private static string Root([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(source, "..", "..", "..", ".."));
}
