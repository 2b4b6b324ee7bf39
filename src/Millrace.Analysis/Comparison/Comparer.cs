using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>Compares boards with GPUs.</summary>
public static class Comparer
{
    /// <summary>All rows, winners, pairs and curves. What cannot hold the model is a row that says so.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    /// <exception cref="DesignPointException">A given design cannot be built.</exception>
    public static Comparison Compare(CompareRequest request)
    {
        CompareChecks.Check(request);
        var r = request with
        {
            PromptTokens = [.. request.PromptTokens.Distinct().Order()],
            GeneratedTokens = [.. request.GeneratedTokens.Distinct().Order()],
        };
        var devices = new CompareDevices(r);
        var names = new NumberedNames();
        var contenders = Contenders(r, devices).Select(c => c with { Name = names.Next(c.Name) }).ToArray();
        var timelines = contenders.ToDictionary(c => c.Name, c => new Timeline(c.Costs));
        var rows = (from l in r.PromptTokens
                    from g in r.GeneratedTokens
                    from c in contenders
                    select Row(c, timelines[c.Name], l, g)).ToArray();
        var (prompt, generated) = (Middle(r.PromptTokens), Middle(r.GeneratedTokens));
        var fitting = contenders.Where(c => c.LongestTokens >= prompt + generated).ToArray();
        return new Comparison
        {
            Model = r.Shape.Name,
            PromptTokens = r.PromptTokens,
            GeneratedTokens = r.GeneratedTokens,
            ContextLength = r.Shape.ContextLength,
            ReferencePromptTokens = prompt,
            ReferenceGeneratedTokens = generated,
            Contenders = contenders,
            Rows = rows,
            Winners = [.. rows.GroupBy(row => (row.PromptTokens, row.GeneratedTokens)).Select(Winner)],
            Pairs =
            [
                .. from board in contenders
                   where board.Kind is ContenderKind.BestCase or ContenderKind.Design
                   from rival in contenders
                   where rival.Kind is ContenderKind.Gpu || (rival.Kind is ContenderKind.Overlay && rival.Device == board.Device)
                   select Pair(r, board, rival, timelines),
            ],
            Curves = [.. contenders.Select(c => CompareCurves.Of(r, c, timelines[c.Name]))],
            Roofline = [.. fitting.SelectMany(c => Roofline.Of(c, timelines[c.Name], prompt, generated > 1))],
            Formulas = [.. fitting.Select(c => new ContenderFormulas(c.Name, c.Costs.Formulas(prompt, generated)))],
            Published = [.. PublishedDesigns.All.Where(d => d.Model == r.Shape.Name)],
            Unverified =
            [
                .. devices.Every.SelectMany(d => Unverified(d.Name, d.Figures)),
                .. devices.Gpus.SelectMany(g => Unverified(g.Name, g.Figures)),
            ],
        };
    }

    private static IEnumerable<Contender> Contenders(CompareRequest r, CompareDevices devices) =>
        devices.Boards.SelectMany(d => Board(r, d))
            .Concat(r.Designs.Select(d => DesignContender.Of(r, d, devices.Name(d.Device))))
            .Concat(devices.Gpus.SelectMany(g => GpuContender.Of(r, g)));

    private static IEnumerable<Contender> Board(CompareRequest r, FpgaDevice device)
    {
        yield return BestCaseContender.Of(r, device);
        yield return OverlayContender.Of(r, device);
    }

    private static CompareRow Row(Contender c, Timeline timeline, int prompt, int generated)
    {
        var held = prompt + generated <= c.LongestTokens;
        var row = new CompareRow
        {
            Contender = c.Name,
            PromptTokens = prompt,
            GeneratedTokens = generated,
            Feasible = held,
            Message = held ? null : c.Message ?? $"{c.Name} holds sequences of at most {c.LongestTokens} tokens.",
        };
        if (!held) return row;
        var (prefill, total) = (timeline.Prefill(prompt), timeline.Total(prompt, generated));
        return row with
        {
            PrefillMs = prefill.Milliseconds,
            DecodeMs = DecodeSteps.Any(generated)
                ? (total.Milliseconds - prefill.Milliseconds) / DecodeSteps.Count(generated)
                : null,
            TotalMs = total.Milliseconds,
            TokensPerSecond = generated > 0 ? 1e3 * generated / total.Milliseconds : null,
            Joules = total.Joules,
            JoulesPerToken = total.Joules / (generated > 0 ? generated : prompt),
            PrefillBound = prefill.Bound,
            DecodeBound = DecodeSteps.Any(generated) ? timeline.Decode(DecodeSteps.LastPosition(prompt, generated)).Bound : null,
            Fidelity = c.Costs.Fidelity(prompt),
        };
    }

    private static CompareWinner Winner(IGrouping<(int Prompt, int Generated), CompareRow> cell)
    {
        var held = cell.Where(row => row.Feasible).ToArray();
        return new CompareWinner(
            cell.Key.Prompt, cell.Key.Generated, held.MinBy(row => row.TotalMs)?.Contender, held.MinBy(row => row.Joules)?.Contender);
    }

    private static ComparePair Pair(CompareRequest r, Contender board, Contender rival, Dictionary<string, Timeline> timelines)
    {
        var (a, b, longest) = (timelines[board.Name], timelines[rival.Name], Math.Min(board.LongestTokens, rival.LongestTokens));
        var least = r.Shape.IsEncoder ? 0 : 1;
        PairCrossover[] crossovers =
        [
            .. from l in r.PromptTokens
               where l + least <= longest
               let most = r.Shape.IsEncoder ? 0 : longest - l
               select new PairCrossover(
                   l,
                   Crossing.Find(least, most, g => a.Total(l, g).Milliseconds < b.Total(l, g).Milliseconds),
                   Crossing.Find(least, most, g => a.Total(l, g).Joules < b.Total(l, g).Joules)),
        ];
        return new ComparePair
        {
            Board = board.Name,
            Rival = rival.Name,
            Crossovers = crossovers,
            Sentence = PairSentence.Of(board, rival, crossovers),
        };
    }

    // What formulas stand for: in the middle, rather longer.
    private static int Middle(IReadOnlyList<int> ascending) => ascending[ascending.Count / 2];

    private static IEnumerable<UnverifiedFigure> Unverified(string device, IReadOnlyList<DeviceFigure> figures) =>
        figures.Where(f => !f.Verified).Select(f => new UnverifiedFigure(device, f.Path, f.Value, f.Source));
}
