using System.Globalization;
using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>The page that <c>millrace compare --report</c> writes: self-contained, the same bytes for the same comparison.</summary>
internal sealed class ReportPage(Comparison c, string command)
{
    private const int MostOpenSentences = 6;

    private readonly IReadOnlyDictionary<string, Look> _looks = Look.Of(c.Contenders);

    private bool Generates => c.GeneratedTokens[^1] > 0;

    public static string Of(Comparison comparison, string command) => new ReportPage(comparison, command).Page();

    private string Page()
    {
        var charts = new ReportCharts(c);
        var title = $"{c.Model}: boards against GPUs";
        var published = charts.Published().ToArray();
        return Html.Page(title, Html.Element(
            "body",
            Html.Element("header", Html.Element("h1", title), Html.Paragraph(Introduction())),
            Html.Element(
                "main",
                Html.Section("who-wins", "Where a board wins", BestCases(), Crossovers(), Winners()),
                Html.Section("at-a-glance", Reference(), Glance(), Unfit()),
                Html.Section("latency", "Latency and energy", Html.Element("div", Html.Class("charts"), charts.Curves())),
                Html.Section(
                    "rooflines", "What memory and multipliers allow", Html.Element("div", Html.Class("charts"), charts.Rooflines())),
                published.Length == 0
                    ? null
                    : Html.Section("published", "Published designs", Html.Element("div", Html.Class("charts"), published)),
                Html.Section("binds", "What binds where", Binds()),
                Html.Section("all", "All figures", Html.Details("Every prompt and output length", Rows())),
                Html.Section("formulas", "Formulas with their values", Formulas()),
                Html.Section("assumptions", "What the figures rest on", Html.List(ReportNotes.Of(c)), Unverified())),
            Html.Element("footer", Html.Element("p", Html.Class("mute"), "Written by ", Html.Element("code", command), "."))));
    }

    private string Introduction() => Generates
        ? $"One sequence at a time, prompts of {Join(c.PromptTokens)} tokens, outputs of {Join(c.GeneratedTokens)}. All times are of the "
            + "whole model, by the models that each table names; no figure on this page but the published ones was measured."
        : $"One sequence at a time, prompts of {Join(c.PromptTokens)} tokens. All times are of the whole model, by the models that each "
            + "table names; no figure on this page but the published ones was measured.";

    private string Reference() => Generates
        ? $"A prompt of {c.ReferencePromptTokens} tokens, {c.ReferenceGeneratedTokens} generated"
        : $"A prompt of {c.ReferencePromptTokens} tokens";

    private XElement? BestCases() => c.Contenders.Any(x => x.Kind is ContenderKind.BestCase)
        ? Html.Paragraph($"{BestCase.Meaning} {BestCase.Reach} {BestCase.Instead}")
        : null;

    // From how many generated tokens on: a row for each pair, a column for each prompt.
    private IEnumerable<XElement> Crossovers()
    {
        var fit = c.Pairs.Where(p => p.Crossovers.Count > 0).ToArray();
        (string, Func<PairCrossover, Crossing>)[] both = [("latency", x => x.Latency), ("energy", x => x.Energy)];
        foreach (var (title, of) in both)
        {
            yield return Html.Element("h3", $"A board wins on {title}{(Generates ? ", generated tokens" : "")}");
            yield return Html.Table(
                $"Where a board wins on {title}", ["pair", .. c.PromptTokens.Select(l => $"prompt of {Number(l)}")],
                fit.Select(p => (object?[])
                [
                    $"{p.Board} against {p.Rival}",
                    .. c.PromptTokens.Select(l =>
                        p.Crossovers.FirstOrDefault(x => x.PromptTokens == l) is { } found ? Text(of(found)) : "-"),
                ]),
                texts: true);
        }

        yield return Html.Element(
            "details", c.Pairs.Count <= MostOpenSentences ? new XAttribute("open", "open") : null, Html.Element("summary", "In sentences"),
            Html.List(c.Pairs.Select(p => p.Sentence)));
    }

    private static string Text(Crossing x) =>
        x.SearchedTo == 0 ? (x.Always ? "yes" : "no")
        : x.Always ? "always"
        : x.Never ? "never"
        : string.Join(" and ", x.Wins.Select(w =>
            w.To == x.SearchedTo ? $"from {w.From} on" : w.From == x.SearchedFrom ? $"up to {w.To}" : $"from {w.From} to {w.To}"));

    // A column for each output length: who is fastest, who takes the least energy.
    private IEnumerable<XElement> Winners()
    {
        (string, Func<CompareWinner, string?>)[] both = [("Fastest", w => w.Latency), ("Least energy", w => w.Energy)];
        foreach (var (title, of) in both)
        {
            var rows = c.PromptTokens.Select(l => (object?[])
            [
                Number(l),
                .. c.GeneratedTokens.Select(g => Winner(of(c.Winners.Single(w => (w.PromptTokens, w.GeneratedTokens) == (l, g))))),
            ]);
            yield return Html.Element("h3", title);
            yield return Html.Table(
                $"{title}, by prompt and output length",
                ["prompt", .. c.GeneratedTokens.Select(g => g == 0 ? "prompt only" : $"{Number(g)} generated")], rows, texts: true);
        }
    }

    private XElement Winner(string? name) => name is null
        ? Html.Element("td", "none")
        : Html.Element("td", Html.Class($"key k{_looks[name].Colour}"), name);

    private XElement Glance()
    {
        var rows = c.Rows.Where(r => (r.PromptTokens, r.GeneratedTokens) == (c.ReferencePromptTokens, c.ReferenceGeneratedTokens));
        return Html.Table(
            Reference(), ["", "prefill ms", "decode ms per token", "total ms", "tokens/s", "J per token", "total J"],
            rows.Select(r => (object?[])
            [
                r.Contender, Text(r.PrefillMs), Text(r.DecodeMs), Text(r.TotalMs), Text(r.TokensPerSecond), Text(r.JoulesPerToken),
                Text(r.Joules),
            ]));
    }

    private XElement? Unfit() => c.Contenders.All(x => x.Feasible)
        ? null
        : Html.List(c.Contenders.Where(x => !x.Feasible).Select(x => $"{x.Name}: {x.Message}"));

    private XElement Binds() => Html.Table(
        "What binds where", ["", "what it is", "prefill", "decode", "limit of the design", "longest sequence"],
        c.Contenders.Select(x => (object?[])
        [
            x.Name, Wide(x.Description), Bound(x, r => r.PrefillBound), Bound(x, r => r.DecodeBound), x.Binding ?? "-",
            x.Feasible ? $"{x.LongestTokens} tokens" : "does not fit",
        ]),
        texts: true);

    // The bounds of all cells, with the prompts at which each holds.
    private string Bound(Contender x, Func<CompareRow, string?> of)
    {
        var rows = c.Rows.Where(r => r.Contender == x.Name && of(r) is not null).ToArray();
        var kinds = rows.Select(r => of(r)!).Distinct().ToArray();
        if (kinds.Length <= 1) return kinds.FirstOrDefault() ?? "-";
        return string.Join("; ", kinds.Select(k => $"{k} at prompts of {Join(Prompts(k))}"));

        IEnumerable<int> Prompts(string kind) => rows.Where(r => of(r) == kind).Select(r => r.PromptTokens).Distinct();
    }

    private XElement Rows() => Html.Table(
        "All figures", ["", "prompt", "generated", "prefill ms", "decode ms per token", "total ms", "tokens/s", "J per token", "total J"],
        c.Rows.Select(r => (object?[])
        [
            r.Contender, Number(r.PromptTokens), Number(r.GeneratedTokens), Text(r.PrefillMs), Text(r.DecodeMs), Text(r.TotalMs),
            Text(r.TokensPerSecond), Text(r.JoulesPerToken), Text(r.Joules),
        ]));

    private IEnumerable<XElement> Formulas() => c.Formulas.Select((set, i) => Html.Element(
        "details", i == 0 ? new XAttribute("open", "open") : null, Html.Element("summary", set.Contender),
        Html.Table(
            $"Formulas of {set.Contender}", ["", "equation", "values", "result"],
            set.Formulas.Select(f => (object?[])
            [
                f.Name, Wide(f.Equation), Wide(f.Substituted),
                Html.Element("td", Html.Class("tight"), $"{FigureText.Figure(f.Value, 5)} {f.Unit}"),
            ]),
            texts: true)));

    private XElement? Unverified() => c.Unverified.Count == 0
        ? null
        : Html.Details(
            $"{c.Unverified.Count} device figures that are not verified",
            Html.Table(
                "Device figures that are not verified", ["device", "figure", "value", "said to be of"],
                c.Unverified.Select(f => (object?[])[f.Device, f.Figure, FigureText.Figure(f.Value, 9), Wide(f.Source)]), texts: true));

    private static XElement Wide(string text) => Html.Element("td", Html.Class("wide"), text);

    private static string Join(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(Number));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is { } v ? FigureText.Figure(v) : "-";
}
