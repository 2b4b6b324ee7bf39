using System.Globalization;
using Millrace.Analysis;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>An estimate as tables for people.</summary>
internal static class EstimateReport
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="e">The estimate.</param>
    /// <param name="point">Its design.</param>
    /// <param name="searched">Whether M was searched.</param>
    /// <param name="device">The board's name.</param>
    public static void Print(Terminal terminal, EstimateResult e, PaperPoint point, bool searched, string device)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine(Text(
            $"{e.Fidelity}, {point.Shape.Name} W{point.WeightBits}A{point.ActivationBits} ")
            + Text($"{ClockNote.On(Boards(point) + device, point.ClockMegahertz)}"));
        if (e.BalancedMacs is { } macs)
            terminal.Out.WriteLine(Text($"balanced design of M = {macs} MAC/cycle{(searched && e.Feasible ? ", the largest that is feasible" : "")}"));
        if (e.Form == "refined")
            terminal.Out.WriteLine(Text($"tiles of {point.WeightReuse.F1:0} tokens share each weight that is loaded"));
        if (!e.Feasible) terminal.Out.WriteLine("INFEASIBLE: the board cannot hold this design, and the times below are only what the equations say");
        if (e.Note is { } note) terminal.Out.WriteLine(note);
        console.Write(Latency(e, point));
        if (e.Energy is { } energy) console.Write(Energy(e, energy, point));
        console.Write(Operators(e));
        console.Write(Constraints(e));
    }

    private static string Boards(in PaperPoint point) =>
        point.TensorParallel * point.PipelineParallel == 1 ? "" : Text($"{point.TensorParallel} x {point.PipelineParallel} ");

    private static Table Latency(EstimateResult e, in PaperPoint point)
    {
        var table = Tables.New("", "cycles", "ms");
        var perMillisecond = 1e3 * point.ClockMegahertz;
        var (what, all) = ($"prefill of {point.PromptTokens} tokens", $"all {point.Layers} layers{(e.Form == "refined" && !point.Shape.IsEncoder ? " and head" : "")}");
        Row($"{what}, one layer", e.Layer.PrefillCycles, e.Layer.PrefillMs);
        Row($"{what}, {all}", e.Model.PrefillCycles, e.Model.PrefillMs);
        if (e.Model is { DecodeCycles: { } cycles, DecodeMs: { } ms })
        {
            Row($"decode of token {point.LongestTokens}, one layer", e.Layer.DecodeCycles!.Value, e.Layer.DecodeMs!.Value);
            Row($"decode of token {point.LongestTokens}, {all}", cycles, ms);
        }

        if (point.TensorParallel > 1 && e.Communication is { } links)
        {
            Row("one all-reduce in prefill, of two a layer", links.AllReducePrefillMs * perMillisecond, links.AllReducePrefillMs);
            if (links.AllReduceDecodeMs is { } decode) Row("one all-reduce in decode, of two a layer", decode * perMillisecond, decode);
            if (links.LinkLatencyMs is { } latency) Row("of it latency of the link (an assumption)", latency * perMillisecond, latency);
        }

        if (e.TotalMs is { } total && e.Model.DecodeMs is not null)
            Row($"prompt and {point.LongestTokens - point.PromptTokens} generated tokens", total * perMillisecond, total);
        return table;

        void Row(string name, double cycles, double ms) => table.AddRow(name, Text($"{cycles:0}"), Text($"{ms:0.0000}"));
    }

    private static Table Energy(EstimateResult e, EnergyEstimate energy, in PaperPoint point)
    {
        var boards = point.TensorParallel * point.PipelineParallel;
        var table = Tables.New("", "bound by", boards == 1 ? "W" : $"W of {boards} boards", "J/token");
        table.AddRow("prefill", e.Bound!.Prefill, Text($"{energy.PrefillWatts:0.0}"), Text($"{energy.PrefillJoulesPerToken:0.0000}"));
        if (energy.DecodeWatts is { } watts)
            table.AddRow("decode", e.Bound.Decode!, Text($"{watts:0.0}"), Text($"{energy.DecodeJoulesPerToken:0.0000}"));
        return table;
    }

    private static Table Operators(EstimateResult e)
    {
        var decodes = e.Model.DecodeCycles is not null;
        var table = decodes ? Tables.New("operator", "MAC/cycle", "prefill cycles", "decode cycles") : Tables.New("operator", "MAC/cycle", "prefill cycles");
        foreach (var o in e.Operators)
        {
            string[] row = [o.Name, Text($"{o.MacsPerCycle:0}"), Text($"{o.PrefillCycles:0}")];
            table.AddRow(decodes ? [.. row, Text($"{o.DecodeCycles:0}")] : row);
        }

        return table;
    }

    private static Table Constraints(EstimateResult e)
    {
        var table = Tables.New("limit of a board", "used", "of", "unit", "share", "");
        foreach (var c in e.Constraints)
            table.AddRow(
                c.Name, Amount(c.Used), Amount(c.Limit), Markup.Escape(c.Unit), Text($"{100 * c.Used / c.Limit:0.0} %"),
                (c.Satisfied ? "" : "exceeded") + (c.Name == e.Binding ? (c.Satisfied ? "binds" : ", binds") : ""));
        return table;
    }

    private static string Amount(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
