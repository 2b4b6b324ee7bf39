using Spectre.Console;
using static System.FormattableString;

namespace Millrace.Cli;

/// <summary>The times of a design point as tables for people.</summary>
internal static class TimeReport
{
    public static void Print(Terminal terminal, TimeResult r)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine($"{r.Fidelity}, {r.Design} ({r.Precision}) {ClockNote.On(r.Device, r.ClockMhz)}");
        console.Write(Times(r));
        terminal.Out.WriteLine(Invariant(
            $"{100 * r.DspRoofline:0.0} % of two multiplications a cycle and DSP slice{(r.InFlight is null ? "" : ", with all in flight")}"));
        console.Write(DesignEstimateReport.Limits("resources (estimate)", r.Resources));
        if (r.Published.Count > 0) console.Write(Published(r));
    }

    private static Table Times(TimeResult r)
    {
        var table = Tables.New(Invariant($"{r.Tokens} tokens"), "cycles", "ms");
        Row("one layer alone", r.Layer);
        Row(Invariant($"whole model, {r.Layers} layers"), r.Model);
        if (r.InFlight is { } flight)
        {
            Row(Invariant($"{flight.Sequences} sequences in flight"), new(flight.Cycles, flight.Ms));
            table.AddRow("of them each", Invariant($"{flight.Cycles / flight.Sequences:N0}"), Invariant($"{flight.MsPerSequence:0.000}"));
        }

        if (r.Decode is { } decode) Row("the next token", decode);
        return table;

        void Row(string what, LaunchTime time) => table.AddRow(what, Invariant($"{time.Cycles:N0}"), Invariant($"{time.Ms:0.000}"));
    }

    private static Table Published(TimeResult r)
    {
        var table = Tables.New("published, whole model", "device", "precision", "MHz", "DSP", "ms");
        foreach (var p in r.Published)
        {
            table.AddRow(
                p.System, p.Device, p.Precision, p.ClockMhz is { } mhz ? Invariant($"{mhz:0.#}") : "-",
                p.Dsp is { } dsp ? Invariant($"{dsp:N0}") : "-", Invariant($"{p.Ms:0.00}"));
        }

        return table;
    }
}
