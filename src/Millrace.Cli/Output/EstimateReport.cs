using System.Globalization;
using Millrace.Analysis;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>An estimate as tables for people.</summary>
internal static class EstimateReport
{
    public static void Print(Terminal terminal, PaperEstimate e, string device)
    {
        var (point, console) = (e.Point, Tables.Console(terminal));
        terminal.Out.WriteLine(Text(
            $"closed form, {point.Shape.Name} W{point.WeightBits}A{point.ActivationBits} on {Boards(point)}{device} at {point.ClockMegahertz:0.###} MHz (the clock is an {NetworkTimes.Assumption}: no place-and-route confirmed it)"));
        if (e.BalancedMacsPerCycle is { } macs)
            terminal.Out.WriteLine(Text($"balanced design of M = {macs} MAC/cycle{(e.Searched && e.Feasible ? ", the largest that is feasible" : "")}"));
        if (!e.Feasible) terminal.Out.WriteLine("INFEASIBLE: the board cannot hold this design, and the times below are only what the equations say");
        console.Write(Latency(e));
        console.Write(Operators(e));
        console.Write(Constraints(e));
    }

    private static string Boards(in PaperPoint point) =>
        point.TensorParallel * point.PipelineParallel == 1 ? "" : Text($"{point.TensorParallel} x {point.PipelineParallel} ");

    private static Table Latency(PaperEstimate e)
    {
        var (figures, point) = (e.Figures, e.Point);
        var table = Tables.New("", "cycles", "ms");
        Row($"prefill of {point.PromptTokens} tokens, one layer", figures.LayerPrefillCycles);
        Row($"prefill of {point.PromptTokens} tokens, all {point.Layers} layers", figures.ModelPrefillCycles);
        if (e.Decodes)
        {
            Row($"decode of token {point.LongestTokens}, one layer", figures.LayerDecodeCycles);
            Row($"decode of token {point.LongestTokens}, all {point.Layers} layers", figures.ModelDecodeCycles);
        }

        if (point.TensorParallel > 1)
        {
            Row("all-reduce in prefill, two a layer", figures.AllReducePrefillSeconds * point.ClockHertz);
            if (e.Decodes) Row("all-reduce in decode, two a layer", figures.AllReduceDecodeSeconds * point.ClockHertz);
        }

        return table;

        void Row(string what, double cycles) => table.AddRow(what, Text($"{cycles:0}"), Text($"{e.Milliseconds(cycles):0.0000}"));
    }

    private static Table Operators(PaperEstimate e)
    {
        var (prefill, decode) = (e.OperatorPrefillCycles, e.OperatorDecodeCycles);
        var table = e.Decodes ? Tables.New("operator", "MAC/cycle", "prefill cycles", "decode cycles") : Tables.New("operator", "MAC/cycle", "prefill cycles");
        for (var i = 0; i < PerOperator.Names.Count; i++)
        {
            string[] row = [PerOperator.Names[i], Text($"{e.Point.MacsPerCycle[i]:0}"), Text($"{prefill[i]:0}")];
            table.AddRow(e.Decodes ? [.. row, Text($"{decode[i]:0}")] : row);
        }

        return table;
    }

    private static Table Constraints(PaperEstimate e)
    {
        var table = Tables.New("limit of a board", "used", "of", "unit", "share", "");
        foreach (var c in e.Constraints)
            table.AddRow(
                c.Name, Amount(c.Used), Amount(c.Limit), Markup.Escape(c.Unit), Text($"{100 * c.Share:0.0} %"),
                (c.Satisfied ? "" : "exceeded") + (c.Name == e.Binding ? (c.Satisfied ? "binds" : ", binds") : ""));
        return table;
    }

    private static string Amount(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
