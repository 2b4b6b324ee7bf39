using Millrace.Analysis;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>What <c>millrace compare</c> prints: contenders, latency and energy of each cell, and a sentence for each pair.</summary>
internal static class CompareTables
{
    private const int MostColumns = 7; // contenders side by side

    public static void Print(Terminal terminal, Comparison c)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine(
            $"{c.Model}: boards against GPUs, one sequence at a time "
            + "(the boards' clocks are assumptions: no place-and-route confirmed them)");
        console.Write(Contenders(c));
        if (c.Contenders.Any(x => x.Kind is ContenderKind.BestCase))
        {
            terminal.Out.WriteLine(BestCase.Meaning);
            terminal.Out.WriteLine(BestCase.Reach);
            terminal.Out.WriteLine(BestCase.Instead);
        }

        foreach (var contender in c.Contenders.Where(x => !x.Feasible)) terminal.Out.WriteLine($"{contender.Name}: {contender.Message}");
        foreach (var contender in c.Contenders.Where(x => x.Feasible && x.Note is not null))
            terminal.Out.WriteLine($"{contender.Name}: {contender.Note}");
        var generates = c.GeneratedTokens[^1] > 0;
        Cells(console, c, generates ? "ms from prompt to last token" : "ms", r => r.TotalMs, w => w.Latency);
        Cells(console, c, generates ? "J per generated token" : "J per token", r => r.JoulesPerToken, w => w.Energy);
        console.Write(Phases(c));
        foreach (var pair in c.Pairs) terminal.Out.WriteLine(pair.Sentence);
    }

    /// <summary>Contenders' keys: A, B, ..., Z, AA, ...</summary>
    private static string Key(int index) => index < 26 ? $"{(char)('A' + index)}" : Key((index / 26) - 1) + Key(index % 26);

    private static Table Contenders(Comparison c)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in (string[])["", "contender", "precision", "MHz", "what it is"]) table.AddColumn(column);
        table.Columns[3].Alignment = Justify.Right;
        foreach (var (contender, i) in c.Contenders.Select((x, i) => (x, i)))
            table.AddRow(
                Key(i), Markup.Escape(contender.Name), contender.Precision,
                contender.ClockMhz is { } clock ? Text($"{clock:0.###}") : "", Markup.Escape(contender.Description));
        return table;
    }

    // Contenders that fit side by side; more go into further tables.
    private static void Cells(
        IAnsiConsole console, Comparison c, string title, Func<CompareRow, double?> value, Func<CompareWinner, string?> winner)
    {
        var keys = c.Contenders.Select((x, i) => (x.Name, Key: Key(i))).ToDictionary(x => x.Name, x => x.Key);
        var rows = c.Rows.ToDictionary(r => (r.PromptTokens, r.GeneratedTokens, r.Contender));
        foreach (var some in c.Contenders.Chunk(MostColumns))
        {
            var table = Tables.New(["prompt", "generated", .. some.Select(x => keys[x.Name]), "least"]);
            table.Title = new TableTitle(title);
            table.Columns[0].Alignment = Justify.Right;
            foreach (var w in c.Winners)
                table.AddRow(
                [
                    Text($"{w.PromptTokens}"), Text($"{w.GeneratedTokens}"),
                    .. some.Select(x => value(rows[(w.PromptTokens, w.GeneratedTokens, x.Name)]) is { } v ? FigureText.Figure(v) : "-"),
                    winner(w) is { } least ? keys[least] : "-",
                ]);
            console.Write(table);
        }
    }

    private static Table Phases(Comparison c)
    {
        var generates = c.ReferenceGeneratedTokens > 1;
        var table = Tables.New("", "prefill ms", "bound by", "decode ms/token", "bound by", "tokens/s", "limit of the design");
        table.Title = new TableTitle(Text(
            $"a prompt of {c.ReferencePromptTokens} tokens{(generates ? $", {c.ReferenceGeneratedTokens} generated" : "")}"));
        foreach (var (contender, i) in c.Contenders.Select((x, i) => (x, i)))
        {
            var row = c.Rows.Single(r =>
                r.Contender == contender.Name
                && (r.PromptTokens, r.GeneratedTokens) == (c.ReferencePromptTokens, c.ReferenceGeneratedTokens));
            table.AddRow(
                Key(i), Number(row.PrefillMs), row.PrefillBound ?? "-", Number(row.DecodeMs), row.DecodeBound ?? "-",
                Number(row.TokensPerSecond), contender.Binding ?? "-");
        }

        return table;
    }

    private static string Number(double? value) => value is { } v ? FigureText.Figure(v) : "-";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
