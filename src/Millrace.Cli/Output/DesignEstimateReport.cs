using System.Globalization;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>An estimate of a design point as tables for people.</summary>
internal static class DesignEstimateReport
{
    internal static void Print(Terminal terminal, DesignEstimateResult e, string design)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine($"{e.Fidelity}, {design} {ClockNote.On(e.Device, e.ClockMhz)}");
        console.Write(Latency(e));
        console.Write(Power(e.Power));
        console.Write(Operators(e));
        console.Write(Limits("limit of the board", e.Constraints));
        if (e.Regions.Count > 0)
            console.Write(Limits("limit of a region", e.Regions));
    }

    private static Table Latency(DesignEstimateResult e)
    {
        var table = Tables.New("", "cycles", "ms");
        Row($"prefill of {e.PromptTokens} tokens, one layer", e.Layer.PrefillCycles, e.Layer.PrefillMs);
        Row($"prefill of {e.PromptTokens} tokens, whole model", e.Model.PrefillCycles, e.Model.PrefillMs);
        if (e.InFlight is { } flight)
        {
            Row($"{flight.Sequences} sequences in flight", flight.Cycles, flight.Ms);
            Row($"of them each", flight.Cycles / flight.Sequences, flight.MsPerSequence);
        }

        if (e.Model is { DecodeCycles: { } cycles, DecodeMs: { } ms })
        {
            Row($"decode of token {e.PromptTokens + e.GeneratedTokens}, one layer", e.Layer.DecodeCycles!.Value, e.Layer.DecodeMs!.Value);
            Row($"decode of token {e.PromptTokens + e.GeneratedTokens}, whole model", cycles, ms);
        }

        return table;

        void Row(FormattableString what, double cycles, double ms) => table.AddRow(Text(what), Text($"{cycles:0}"), Text($"{ms:0.0000}"));
    }

    private static Table Power(DesignPower power)
    {
        var table = Tables.New("power (a model)", "W", "J/token");
        table.AddRow("prefill", Text($"{power.PrefillWatts:0.0}"), Text($"{power.PrefillJoulesPerToken:0.0000}"));
        if (power.DecodeWatts is { } watts)
            table.AddRow("decode", Text($"{watts:0.0}"), Text($"{power.DecodeJoulesPerToken:0.0000}"));
        return table;
    }

    private static Table Operators(DesignEstimateResult e)
    {
        var placed = e.Operators.Any(o => o.Regions.Count > 0);
        string[] columns = ["operator", "copies", "DSP", "LUT", "FF", "BRAM18", "URAM", "channels"];
        var table = Tables.New(placed ? [.. columns, "regions"] : columns);
        foreach (var o in e.Operators)
        {
            string[] row =
            [
                o.Name, Text($"{o.Copies}"), Text($"{o.Dsp:#,0}"), Text($"{o.Lut:#,0}"), Text($"{o.Ff:#,0}"), Text($"{o.Bram18:#,0}"),
                Text($"{o.Uram:#,0}"), Text($"{o.Channels}"),
            ];
            table.AddRow(placed ? [.. row, string.Join(' ', o.Regions)] : row);
        }

        return table;
    }

    /// <summary>Limits, and what is used of them.</summary>
    internal static Table Limits(string what, IReadOnlyList<ConstraintEstimate> limits)
    {
        var table = Tables.New(what, "used", "of", "share");
        foreach (var c in limits)
            table.AddRow(c.Name, Text($"{c.Used:#,0}"), Text($"{c.Limit:#,0}"), c.Limit > 0 ? Text($"{100 * c.Used / c.Limit:0.0} %") : "");
        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
