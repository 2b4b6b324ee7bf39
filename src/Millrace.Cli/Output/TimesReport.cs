using System.Globalization;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>The network's times as tables for people.</summary>
internal static class TimesReport
{
    private const int StallsShown = 8;
    private const int DecodeWidth = 30; // of one decoded token: number, cycles, ms

    public static void Print(Terminal terminal, NetworkTimes times, string device)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine($"{NetworkTimes.CycleExact} {ClockNote.On(device, times.ClockMegahertz)}");
        console.Write(Launches(times));
        if (times.Decode.Count > 0) console.Write(Decoded(times, terminal.Width));
        console.Write(Engines(times));
        if (times.Stalls.Count > 0) console.Write(Stalls(times));
    }

    private static Table Launches(NetworkTimes times)
    {
        var table = New("", "cycles", "ms");
        table.AddRow(Invariant($"prefill of {Count(times.Prefill.Tokens, "token")}"), Cycles(times.Prefill.Cycles), Ms(times.Prefill.Ms));
        if (times.Decode.Count == 0) return table;
        var (cycles, ms) = (times.Decode.Sum(d => d.Cycles), times.Decode.Sum(d => d.Ms));
        table.AddRow(Invariant($"decode of {Count(times.Decode.Count, "token")}"), Cycles(cycles), Ms(ms));
        table.AddRow("decode, mean of a token", Cycles(cycles / times.Decode.Count), Ms(ms / times.Decode.Count));
        return table;
    }

    // Token 1 comes with the prefill; the table goes down its columns.
    private static Table Decoded(NetworkTimes times, int width)
    {
        var columns = Math.Clamp(width / DecodeWidth, 1, times.Decode.Count);
        var rows = (times.Decode.Count + columns - 1) / columns;
        var table = New([.. Enumerable.Range(0, columns).SelectMany(_ => new[] { "token", "cycles", "ms" })]);
        foreach (var column in table.Columns) column.Alignment = Justify.Right;
        for (var r = 0; r < rows; r++)
            table.AddRow([.. Enumerable.Range(0, columns).Select(c => (c * rows) + r).SelectMany(Cells)]);
        return table;

        string[] Cells(int i) => i < times.Decode.Count
            ? [Cycles(i + 2), Cycles(times.Decode[i].Cycles), Ms(times.Decode[i].Ms)]
            : ["", "", ""];
    }

    private static Table Engines(NetworkTimes times)
    {
        var decode = times.Decode.Count > 0;
        var table = decode ? New("engine", "busy in prefill", "busy in decode") : New("engine", "busy in prefill");
        foreach (var engine in times.Engines)
            table.AddRow(decode
                ? [Markup.Escape(engine.Name), Share(engine.Prefill), Share(engine.Decode ?? 0)]
                : [Markup.Escape(engine.Name), Share(engine.Prefill)]);
        return table;
    }

    private static Table Stalls(NetworkTimes times)
    {
        var table = New("channel", "reader waited, cycles", "writer waited, cycles");
        foreach (var stall in times.Stalls.Take(StallsShown))
            table.AddRow(Markup.Escape(stall.Channel), Cycles(stall.EmptyCycles), Cycles(stall.FullCycles));
        if (times.Stalls.Count > StallsShown) table.Caption(Invariant($"and {Count(times.Stalls.Count - StallsShown, "channel")} more with shorter waits: --json lists them"));
        return table;
    }

    private static Table New(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column) { Alignment = column is "" or "engine" or "channel" ? Justify.Left : Justify.Right, NoWrap = true });
        return table;
    }

    private static string Count(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Cycles(long cycles) => cycles.ToString(CultureInfo.InvariantCulture);

    private static string Ms(double ms) => ms.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
