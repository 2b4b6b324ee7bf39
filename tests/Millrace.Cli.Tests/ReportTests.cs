using System.Globalization;
using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli.Tests;

/// <summary>The page that <c>millrace compare --report</c> writes.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly string[] Small = ["compare", "--model", "gpt2-medium", "--prompt", "32,128", "--generate", "64,256"];

    private readonly string _folder = Directory.CreateTempSubdirectory("millrace-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_is_xml_and_needs_nothing_else()
    {
        var page = Load(Small, out var text);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("img"));
        Assert.Empty(page.Descendants("link"));
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value, StringComparison.Ordinal);

        // What HTML does not close by itself has an end tag.
        Assert.DoesNotContain("<td/>", text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(page.DescendantsAndSelf().Where(e => e.IsEmpty), e => Assert.Contains(
            e.Name.LocalName, (string[])["meta", "path", "polyline", "line", "circle"]));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_chart_is_there_with_words_and_numbers()
    {
        var page = Load(Small, out _);
        var charts = page.Descendants("svg").Where(s => (string?)s.Attribute("class") == "chart").ToArray();
        Assert.Equal(
            ["prefill", "decode", "total-32", "total-128", "energy", "roofline-prefill", "roofline-decode",
             "published-decode", "published-prefill"],
            charts.Select(s => s.Element("title")!.Attribute("id")!.Value[..^"-title".Length]));
        foreach (var svg in charts)
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.NotNull(svg.Attribute("viewBox"));
            Assert.True(svg.Element("desc")!.Value.Length > 60);
            Assert.Equal(
                [svg.Element("title")!.Attribute("id")!.Value, svg.Element("desc")!.Attribute("id")!.Value],
                svg.Attribute("aria-labelledby")!.Value.Split(' '));
            var figure = svg.Parent!;
            Assert.True(figure.Element("details")!.Descendants("tbody").Single().Elements().Count() > 1);
            Assert.False(string.IsNullOrEmpty(figure.Descendants("h3").Single().Value));
            // Nothing is drawn outside.
            var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            Assert.All(svg.Descendants("text"), t => Assert.InRange(Number(t, "x"), 0, box[2]));
            Assert.All(svg.Descendants("text"), t => Assert.InRange(Number(t, "y"), 0, box[3]));
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(3, charts[7].Descendants("text").Count(t => t.Value == "LoopLynx, simulated"));
    }

    [Fact]
    public void Numbers_of_the_page_are_those_of_the_json()
    {
        var page = Load(Small, out _);
        var json = CommandRun.Json(Small);
        var all = Table(page, "All figures").ToDictionary(r => (r[0], r[1], r[2]));
        foreach (var row in json.GetProperty("rows").EnumerateArray())
        {
            var (prompt, generated) = (row.GetProperty("prompt_tokens"), row.GetProperty("generated_tokens"));
            var cells = all[(row.GetProperty("contender").GetString()!, $"{prompt}", $"{generated}")];
            string[] names = ["prefill_ms", "decode_ms", "total_ms", "tokens_per_second", "joules_per_token", "joules"];
            Assert.Equal(names.Select(n => FigureText.Figure(row.GetProperty(n).GetDouble())), cells[3..]);
        }

        Assert.Equal(json.GetProperty("rows").GetArrayLength(), all.Count);
        foreach (var w in json.GetProperty("winners").EnumerateArray())
        {
            var column = w.GetProperty("generated_tokens").GetInt32() == 64 ? 1 : 2;
            var row = Table(page, "Fastest, by prompt and output length").Single(r => r[0] == $"{w.GetProperty("prompt_tokens")}");
            Assert.Equal(w.GetProperty("latency").GetString(), row[column]);
        }

        var sentences = page.Descendants("li").Select(l => l.Value).ToArray();
        Assert.All(json.GetProperty("pairs").EnumerateArray(), p => Assert.Contains(p.GetProperty("sentence").GetString(), sentences));
        foreach (var set in json.GetProperty("formulas").EnumerateArray())
        {
            var rows = Table(page, $"Formulas of {set.GetProperty("contender").GetString()}");
            Assert.Equal(
                set.GetProperty("formulas").EnumerateArray().Select(f => f.GetProperty("substituted").GetString()), rows.Select(r => r[2]));
        }

        // The curves, by their own tables.
        var curve = json.GetProperty("curves")[0];
        var decode = Table(page, "Decode: time of one token: ms per token").ToDictionary(r => r[0], r => r[1]);
        foreach (var p in curve.GetProperty("decode").EnumerateArray())
            Assert.Equal(FigureText.Figure(p.GetProperty("ms").GetDouble()), decode[FigureText.Figure(p.GetProperty("tokens").GetInt32())]);
    }

    [Fact]
    public void The_same_comparison_is_the_same_page_in_every_culture()
    {
        var usual = CultureInfo.CurrentCulture;
        Load(Small, out var first);
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;
            Load(Small, out var second);
            Assert.Equal(first, second);
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }

        Assert.Single(Directory.GetFiles(_folder)); // nothing temporary stays
    }

    [Fact]
    public void The_same_comparison_is_the_same_page_wherever_it_is_written()
    {
        Load(Small, out var usual);
        string[] others = [Path.Combine(_folder, "other.html"), Path.Combine(_folder, "third.html")];
        CommandRun.Output([.. Small, "--report", others[0]]);
        CommandRun.Json([.. Small, $"--report={others[1]}"]);
        Assert.All(others, file => Assert.Equal(usual, File.ReadAllText(file)));
        Assert.Contains(
            "<code>millrace compare --model gpt2-medium --prompt 32,128 --generate 64,256 --report</code>", usual,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_points_do_not_overlap()
    {
        var page = Load(["compare", "--model", "gpt2-medium"], out _);
        foreach (var phase in new[] { "prefill", "decode" })
        {
            var svg = page.Descendants("svg").Single(s => (string?)s.Element("title")?.Attribute("id") == $"roofline-{phase}-title");
            var labels = svg.Descendants("text").Where(t => (string?)t.Attribute("class") == "small halo").Select(Box).ToArray();
            Assert.True(labels.Length >= 8);
            Assert.Equal(2, labels.Count(l => l.Text == "all"));
            foreach (var (a, i) in labels.Select((a, i) => (a, i)))
                Assert.All(
                    labels.Skip(i + 1), b => Assert.False(
                        a.From < b.To && b.From < a.To && Math.Abs(a.Y - b.Y) < LabelPlacement.Row - 0.2, $"{a.Text} on {b.Text}"));
        }

        static (double From, double To, double Y, string Text) Box(XElement text)
        {
            var (x, width) = (Number(text, "x"), 5.5 * text.Value.Length);
            return (string?)text.Attribute("text-anchor") == "end"
                ? (x - width, x, Number(text, "y"), text.Value)
                : (x, x + width, Number(text, "y"), text.Value);
        }
    }

    [Fact]
    public void Labels_stand_in_rows_or_are_shared()
    {
        LabelledPoint[] points = [.. Enumerable.Range(0, 6).Select(i => new LabelledPoint(100, 100 + i, $"p{i}", i, Large: false))];
        var rows = LabelPlacement.Of(points, (0, 0, 400, 300));
        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5"], rows.Select(l => l.Text).Order(StringComparer.Ordinal));
        Assert.All(rows.SelectMany((a, i) => rows.Skip(i + 1).Select(b => (a, b))), pair => Assert.True(
            pair.a.AtLeft != pair.b.AtLeft || Math.Abs(pair.a.Y - pair.b.Y) >= LabelPlacement.Row));
        var shared = LabelPlacement.Of([.. points.Select(p => p with { Series = 0 })], (0, 0, 400, 300));
        Assert.Equal("p0 p1 p2 p3 p4 p5", Assert.Single(shared).Text);
    }

    [Fact]
    public void Text_of_the_user_is_escaped()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "a & <b>")).FullName;
        File.Copy(Path.Combine(Bundled.Folder, "config.json"), Path.Combine(folder, "config.json"));
        var page = Load(["compare", "--model", folder], out var text);
        Assert.Contains("a &amp; &lt;b&gt;", text, StringComparison.Ordinal);
        Assert.Contains(folder, page.Descendants("footer").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("published-decode", text, StringComparison.Ordinal); // of gpt2-medium only
    }

    [Theory]
    [InlineData("compare --model bert-base")]
    [InlineData("compare --model llama2-13b --device u280,kv260,v80 --gpu t4,a100-80gb-pcie --prompt 1,2,3,4,5,1000 --generate 1")]
    [InlineData("compare --model llama2-13b --device kv260 --gpu rtx-2080-ti")]
    public void Encoders_and_what_does_not_fit_have_a_page_too(string line)
    {
        var page = Load(line.Split(' '), out var text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Descendants("table"));
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_an_error()
    {
        var missing = Path.Combine(_folder, "missing");
        Assert.Equal(
            $"{missing}/page.html: it cannot be written (there is no folder {missing}).", Refusal($"{missing}/page.html"));
        Assert.Equal($"{_folder}: it is a folder, but a file is to be written.", Refusal(_folder));
        Assert.Equal("--report: the name of the file is empty.", Refusal(""));

        static string Refusal(string file) => CommandRun.Refusal("compare", "--model", "gpt2", "--report", file);
    }

    private XElement Load(string[] line, out string text)
    {
        var file = Path.Combine(_folder, "page.html");
        CommandRun.Output([.. line, "--report", file]);
        text = File.ReadAllText(file);
        return XDocument.Parse(text).Root!;
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static string[][] Table(XElement page, string label) =>
    [
        .. page.Descendants("div").Single(d => (string?)d.Attribute("aria-label") == label).Descendants("tbody").Single().Elements()
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray()),
    ];
}
