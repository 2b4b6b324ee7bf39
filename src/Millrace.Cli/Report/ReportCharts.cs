using System.Globalization;
using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>The charts of a comparison.</summary>
internal sealed class ReportCharts(Comparison c)
{
    private const int MostPrompts = 4;
    private const int MostMarks = 6; // with labels
    private const int MostRoofs = 2; // likewise
    private const double FlatRange = 25; // more than that between least and most, and an axis is logarithmic

    private readonly IReadOnlyDictionary<string, Look> _looks = Look.Of(c.Contenders);

    /// <summary>Latency and energy.</summary>
    public IEnumerable<XElement> Curves()
    {
        yield return Lines("prefill", new Chart
        {
            Title = "Prefill: time of a prompt",
            Note = c.GeneratedTokens[^1] > 0 ? "Up to the first generated token." : "All layers.",
            X = Axis.Doublings("prompt, tokens", Values(c.Curves.SelectMany(x => x.Prefill), p => p.Tokens)),
            Y = Axis.Decades("ms", Values(c.Curves.SelectMany(x => x.Prefill), p => p.Ms)),
            Series = Series(x => x.Prefill, p => p.Ms),
        });
        if (!c.Curves.Any(x => x.Decode.Count > 0)) yield break;
        yield return Lines("decode", new Chart
        {
            Title = "Decode: time of one token",
            Note = $"A line ends at the longest sequence that is held; the model's context is {c.ContextLength} tokens.",
            X = Axis.Doublings("tokens before it", Values(c.Curves.SelectMany(x => x.Decode), p => p.Tokens)),
            Y = Scale("ms per token", Values(c.Curves.SelectMany(x => x.Decode), p => p.Ms)),
            Series = Series(x => x.Decode, p => p.Ms),
        });
        foreach (var prompt in Prompts()) yield return Lines($"total-{prompt}", Total(prompt));
        var energies = c.Curves.SelectMany(x => Totals(x, c.ReferencePromptTokens)).Where(p => p.Tokens > 1);
        yield return Lines("energy", new Chart
        {
            Title = $"Energy per generated token behind a prompt of {c.ReferencePromptTokens}",
            Note = "The prompt's energy is shared by all tokens behind it. Power is a model's, not a measurement.",
            X = Axis.Doublings("generated tokens", Values(energies, p => p.Tokens)),
            Y = Axis.Decades("J per token", Values(energies, p => p.JoulesPerToken)),
            Series = Series(x => [.. Totals(x, c.ReferencePromptTokens).Where(p => p.Tokens > 1)], p => p.JoulesPerToken),
        });
    }

    /// <summary>Rooflines of both phases.</summary>
    public IEnumerable<XElement> Rooflines() =>
        c.Roofline.Select(p => p.Phase).Distinct().Select(phase => Lines($"roofline-{phase}", Roofline(phase)));

    /// <summary>What others have published; empty where nothing is.</summary>
    public IEnumerable<XElement> Published()
    {
        if (c.Published.Count == 0) yield break;
        var decoding = c.Published.Where(d => d.DecodeMilliseconds is not null).Select(d => Dot(d, d.DecodeMilliseconds!.Value)).ToArray();
        if (decoding.Length > 0)
        {
            yield return DotChart.Figure(
                "published-decode", "Decode: published designs beside this page's models",
                $"Diamonds are published; hollow ones were simulated by their authors. Models: the mean of "
                + $"{c.ReferenceGeneratedTokens} tokens behind a prompt of {c.ReferencePromptTokens}.", "ms per token",
                [.. Estimates(r => r.DecodeMs), .. decoding]);
        }

        var tokens = c.Published.SelectMany(d => d.Prefill).Select(p => p.Tokens).Contains(c.ReferencePromptTokens)
            ? c.ReferencePromptTokens
            : 0;
        if (tokens == 0) yield break;
        var prefill = Estimates(r => r.PrefillMs).Concat(
            from d in c.Published
            from p in d.Prefill
            where p.Tokens == tokens
            select Dot(d, p.Milliseconds)).ToArray();
        yield return DotChart.Figure(
            "published-prefill", $"Prefill of {tokens} tokens: published designs beside this page's models",
            "Diamonds are published; hollow ones were simulated by their authors.", "ms", prefill);
    }

    private XElement Lines(string id, Chart chart) => ChartDrawing.Figure(chart, id);

    private Chart Total(int prompt)
    {
        var marks = Marks(prompt).ToArray();
        var most = Math.Max(4.0 * c.GeneratedTokens[^1], 2 * marks.Select(m => m.X).DefaultIfEmpty(0).Max());
        IReadOnlyList<CurvePoint> Shown(CompareCurve x) => [.. Totals(x, prompt).Where(p => p.Tokens <= most)];
        var points = c.Curves.SelectMany(Shown).ToArray();
        return new Chart
        {
            Title = $"Prompt of {prompt} to last token",
            Note = marks.Length == 0
                ? "No board's line crosses that of a GPU."
                : "Rings: from how many generated tokens on a board is faster than a GPU, or ceases to be.",
            X = Axis.Doublings("generated tokens", Values(points, p => p.Tokens)),
            Y = Axis.Decades("ms", Values(points, p => p.Ms)),
            Series = Series(Shown, p => p.Ms),
            Marks = marks,
            Labelled = marks.Length <= MostMarks,
        };
    }

    // Where a board's line crosses a GPU's; one mark for crossings at the same length.
    private IEnumerable<ChartMark> Marks(int prompt) =>
        from pair in c.Pairs
        where c.Contenders.Single(x => x.Name == pair.Rival).Kind is ContenderKind.Gpu
        from crossover in pair.Crossovers
        where crossover.PromptTokens == prompt
        from win in crossover.Latency.Wins
        from edge in new[] { (At: win.From, Text: "from"), (At: win.To, Text: "up to") }
        where edge.Text == "from" ? edge.At > crossover.Latency.SearchedFrom : edge.At < crossover.Latency.SearchedTo
        group pair by (pair.Board, edge.At, edge.Text) into crossing
        select new ChartMark(
            crossing.Key.At, Between(crossing.Key.Board, prompt, crossing.Key.At),
            string.Create(CultureInfo.InvariantCulture, $"{crossing.Key.Text} {crossing.Key.At}"));

    // Between two samples of a line that is straight on logarithmic axes, nearly.
    private double Between(string name, int prompt, int generated)
    {
        var points = Totals(c.Curves.Single(x => x.Contender == name), prompt);
        var after = points.First(p => p.Tokens >= generated);
        var before = points.Last(p => p.Tokens <= generated);
        if (after.Tokens == before.Tokens) return after.Ms;
        var part = Math.Log((double)generated / before.Tokens) / Math.Log((double)after.Tokens / before.Tokens);
        return before.Ms * Math.Pow(after.Ms / before.Ms, part);
    }

    private Chart Roofline(string phase)
    {
        // Of GPUs the fastest way to drive them only: the others have the same roof.
        var drawn = c.Contenders.Where(x =>
            x.Kind is ContenderKind.BestCase or ContenderKind.Design || x.Name.EndsWith(" graph", StringComparison.Ordinal)).ToArray();
        var points = c.Roofline.Where(p => p.Phase == phase && p.MacsPerByte > 0 && drawn.Any(x => x.Name == p.Contender)).ToArray();
        var shown = drawn.Where(x => points.Any(p => p.Contender == x.Name)).ToArray();
        var knees = shown.Select(x => x.PeakMacsPerSecond / x.BytesPerSecond).ToArray();
        var x = Axis.Decades("MAC per byte from and to memory", [.. points.Select(p => p.MacsPerByte!.Value), .. knees.Select(k => 3 * k)]);
        var y = Axis.Decades("MAC/s", [.. points.Select(p => p.MacsPerSecond), .. shown.Select(s => s.PeakMacsPerSecond)]);
        return new Chart
        {
            Title = phase == "prefill"
                ? $"Roofline, prefill of {c.ReferencePromptTokens} tokens"
                : $"Roofline, decode behind {c.ReferencePromptTokens} tokens",
            Note = "An operator's MACs over the time of the phase; large: all operators. Lines: what memory and multipliers allow.",
            X = x,
            Y = y,
            Labelled = shown.Length <= MostRoofs,
            Series =
            [
                .. shown.Select(s => new ChartSeries(s.Name, _looks[s.Name], Roof(s, x, y), Markers: false)),
                .. shown.Select(s => new ChartSeries(
                    s.Name, _looks[s.Name],
                    [.. points.Where(p => p.Contender == s.Name).Select(p =>
                        new ChartPoint(p.MacsPerByte!.Value, p.MacsPerSecond, p.Operator, p.Operator == "all"))],
                    Line: false)),
            ],
        };
    }

    private static ChartPoint[] Roof(Contender contender, Axis x, Axis y)
    {
        var (peak, bandwidth) = (contender.PeakMacsPerSecond, contender.BytesPerSecond);
        return
        [
            new(Math.Max(x.From, y.From / bandwidth), Math.Max(x.From * bandwidth, y.From)),
            new(peak / bandwidth, peak), new(x.To, peak),
        ];
    }

    private IEnumerable<Dot> Estimates(Func<CompareRow, double?> value) =>
        from row in c.Rows
        where (row.PromptTokens, row.GeneratedTokens) == (c.ReferencePromptTokens, c.ReferenceGeneratedTokens)
        let contender = c.Contenders.Single(x => x.Name == row.Contender)
        where value(row) is not null
        select new Dot(
            Kind(contender), $"{contender.Device}, {contender.Precision}{Clock(contender.ClockMhz)}", value(row)!.Value, value(row)!.Value,
            _looks[contender.Name], row.Fidelity!);

    private Dot Dot(PublishedDesign d, PublishedRange range)
    {
        var known = c.Contenders.FirstOrDefault(x => x.Device == d.Device);
        var colour = known is null ? 5 : _looks[known.Name].Colour;
        var clock = d.ClockMegahertz is { } mhz ? Clock(mhz.Low == mhz.High ? mhz.Low : null) is { Length: > 0 } one
            ? one
            : string.Create(CultureInfo.InvariantCulture, $", {mhz.Low:0.#}–{mhz.High:0.#} MHz") : "";
        return new Dot(
            $"{d.System}{(d.Simulated ? ", simulated" : "")}",
            $"{(d.Devices > 1 ? $"{d.Devices} × " : "")}{d.Device}, {d.Precision}{clock}",
            range.Low, range.High, new Look(colour, null, MarkerShape.Diamond, d.Simulated), $"published: {d.Source}");
    }

    private static string Kind(Contender x) => x.Kind switch
    {
        ContenderKind.BestCase => "model: best case",
        ContenderKind.Design => $"model: {x.Name}",
        ContenderKind.Overlay => "model: overlay",
        _ => x.Name.EndsWith(" graph", StringComparison.Ordinal) ? "model: CUDA graphs" : "model: PyTorch",
    };

    private static string Clock(double? mhz) => mhz is { } m ? string.Create(CultureInfo.InvariantCulture, $", {m:0.#} MHz") : "";

    private IReadOnlyList<ChartSeries> Series(Func<CompareCurve, IReadOnlyList<CurvePoint>> points, Func<CurvePoint, double> value) =>
    [
        .. c.Curves.Where(x => points(x).Count > 0).Select(x => new ChartSeries(
            x.Contender, _looks[x.Contender], [.. points(x).Select(p => new ChartPoint(p.Tokens, value(p)))])),
    ];

    private IEnumerable<int> Prompts() => c.PromptTokens.Count <= MostPrompts
        ? c.PromptTokens
        : Enumerable.Range(0, MostPrompts).Select(i => c.PromptTokens[i * (c.PromptTokens.Count - 1) / (MostPrompts - 1)]);

    private static IReadOnlyList<CurvePoint> Totals(CompareCurve curve, int prompt) =>
        curve.Totals.FirstOrDefault(t => t.PromptTokens == prompt)?.Points ?? [];

    private static double[] Values(IEnumerable<CurvePoint> points, Func<CurvePoint, double> value) => [.. points.Select(value)];

    private static Axis Scale(string title, double[] values) =>
        values.Length > 0 && values.Max() > FlatRange * values.Min() ? Axis.Decades(title, values) : Axis.Linear(title, values);
}
