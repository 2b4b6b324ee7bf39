using System.Globalization;
using System.Text.Json;
using Millrace.Analysis;
using Millrace.Exploration;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary>What was explored, as tables for people.</summary>
internal static class ExploreReport
{
    private const int MostRows = 16;

    private static readonly string[] Engines = ["attention_input", "attention_output", "mlp_input", "mlp_output", "head"];

    private static readonly string[] Fields = ["input_lanes", "output_lanes", "channels", "prefetch_words"];

    /// <summary>The line of progress.</summary>
    public static string Progress(in ExplorationProgress p, ExplorationObjective objective) =>
        Text($"{p.Evaluated} points, best {(double.IsInfinity(p.Best) ? "none yet" : Value(p.Best, objective))}")
        + Text($", none below {Value(p.Bound, objective)}");

    public static void Print(Terminal terminal, ExploreResult r, string model)
    {
        var console = Tables.Console(terminal);
        var design = r.Design;
        terminal.Out.WriteLine(Text(
            $"refined form, {model} W{Field(design, "weight_bits")}A{Field(design, "activation_bits")} ")
            + ClockNote.On(Boards(design) + r.Device, r.ClockMhz));
        terminal.Out.WriteLine(Verdict(r));
        console.Write(Latencies(r));
        console.Write(Energy(r));
        terminal.Out.WriteLine(Text(
            $"lanes {Field(design, "lanes")}, tile_rows {Field(design, "tile_rows")}, attention_band_rows {BandRows(design)}")
            + Text($", layers_on_chip {Field(design, "layers_on_chip")}, cache_channels {Field(design, "cache_channels")}"));
        console.Write(EnginesOf(design));
        console.Write(Constraints(r));
        if (r.Regions.Count > 0) console.Write(DesignEstimateReport.Limits("limit of a region", r.Regions));
        if (r.Combinations.Count > 1) console.Write(Combinations(r));
        foreach (var why in r.Combinations.Select(c => c.Infeasible).OfType<string>())
            terminal.Out.WriteLine(why);
        terminal.Out.WriteLine("designs that no other one found is as good as in everything:");
        console.Write(Front(r));
    }

    private static string Verdict(ExploreResult r)
    {
        var objective = Enum.Parse<ExplorationObjective>(r.Objective, ignoreCase: true);
        var bound = Value(r.Bound, objective);
        return r.ProvenOptimal
            ? Text($"least {r.Objective}: {bound}, proven optimal; {r.Evaluated} points evaluated")
            : Text($"least {r.Objective} found; no design falls below {bound}, which is {100 * r.Gap:0.0} % less")
                + Text($"; {r.Evaluated} points evaluated");
    }

    private static string Value(double value, ExplorationObjective objective) =>
        objective is ExplorationObjective.Energy ? Text($"{value:0.0000} J") : Text($"{value:0.0000} ms");

    private static string Boards(JsonElement design)
    {
        var (tensor, pipeline) = (Field(design, "tensor_parallel"), Field(design, "pipeline_parallel"));
        return tensor * pipeline == 1 ? "" : Text($"{tensor} x {pipeline} ");
    }

    private static int BandRows(JsonElement design) => design.GetProperty("attention_band_rows") is { ValueKind: JsonValueKind.Number } rows
        ? rows.GetInt32()
        : Field(design, "tile_rows");

    private static int Field(JsonElement design, string name) => design.GetProperty(name).GetInt32();

    private static Table Latencies(ExploreResult r)
    {
        var (f, s) = (r.Refined, r.Simulation);
        var table = s is null ? Tables.New("", "ms") : Tables.New("", "ms", "cycle-exact simulation, ms", "difference");
        if (r.Sequences == 1)
        {
            Row($"prefill of {r.PromptTokens} tokens", f.PrefillMs, s?.PrefillMs, s?.PrefillDifferencePercent);
        }
        else
        {
            Row($"{r.Sequences} sequences of {r.PromptTokens} tokens", f.PrefillMs, s?.PrefillMs, s?.PrefillDifferencePercent);
            Row($"of them each", f.PrefillMs / r.Sequences, s?.PrefillMs / r.Sequences, null);
        }

        if (f.DecodeMs is { } decode)
        {
            Row($"decode of token {r.PromptTokens + r.GeneratedTokens}", decode, s?.DecodeMs, s?.DecodeDifferencePercent);
            Row($"prompt and {r.GeneratedTokens} generated tokens", f.TotalMs, null, null);
        }

        return table;

        void Row(FormattableString what, double refined, double? simulated, double? difference)
        {
            string[] row = [Text(what), Text($"{refined:0.0000}")];
            table.AddRow(s is null
                ? row
                : [
                    .. row, simulated is null ? "" : Text($"{simulated:0.0000}"),
                    difference is null ? "" : Text($"{difference:+0.00;-0.00;0.00} %"),
                ]);
        }
    }

    private static Table Energy(ExploreResult r)
    {
        var table = Tables.New("power (a model)", "W", "J/token");
        var what = DecodeSteps.Any(r.GeneratedTokens) ? Text($"decode of token {r.PromptTokens + r.GeneratedTokens}") : "prefill";
        table.AddRow(what, Text($"{r.Refined.Watts:0.0}"), Text($"{r.Refined.JoulesPerToken:0.0000}"));
        return table;
    }

    private static Table EnginesOf(JsonElement design)
    {
        var table = Tables.New(["engine", .. Fields]);
        foreach (var name in Engines)
        {
            var engine = design.GetProperty(name);
            table.AddRow([name, .. Fields.Select(f => Text($"{Field(engine, f)}"))]);
        }

        return table;
    }

    private static Table Constraints(ExploreResult r)
    {
        var table = Tables.New("limit of a board", "used", "of", "unit", "share", "");
        foreach (var c in r.Constraints)
        {
            table.AddRow(
                c.Name, Text($"{c.Used:#,0}"), Text($"{c.Limit:#,0}"), c.Unit, Text($"{100 * c.Share:0.0} %"),
                c.Name == r.Binding ? "binds" : "");
        }

        return table;
    }

    /// <summary>The best of each choice of precision and boards.</summary>
    private static Table Combinations(ExploreResult r)
    {
        var objective = Enum.Parse<ExplorationObjective>(r.Objective, ignoreCase: true);
        var table = Tables.New("precision", "boards (tensor x pipeline)", $"least {r.Objective}", "none below", "gap");
        foreach (var c in r.Combinations)
        {
            table.AddRow(
                Text($"W{c.WeightBits}A{c.ActivationBits}"), Text($"{c.TensorParallel} x {c.PipelineParallel}"),
                c.Best is { } best ? Value(best, objective) : c.Infeasible is null ? "none found yet" : "none fits",
                c.Bound is { } bound ? Value(bound, objective) : "-", c.Gap is { } gap ? Text($"{100 * gap:0.0} %") : "-");
        }

        return table;
    }

    private static Table Front(ExploreResult r)
    {
        var table = Tables.New("precision", "boards", "lanes x tile_rows x layers", "decode ms", "prefill ms", "resources", "J a token");
        // Evenly along the front; all of it is in the JSON.
        var step = Math.Max(1, (double)r.Front.Count / MostRows);
        for (var i = 0.0; i < r.Front.Count; i += step)
        {
            var p = r.Front[(int)i];
            table.AddRow(
                Text($"W{Field(p.Design, "weight_bits")}A{Field(p.Design, "activation_bits")}"),
                Text($"{Field(p.Design, "tensor_parallel")} x {Field(p.Design, "pipeline_parallel")}"),
                Text($"{Field(p.Design, "lanes")} x {Field(p.Design, "tile_rows")} x {Field(p.Design, "layers_on_chip")}"),
                p.Refined.DecodeMs is { } decode ? Text($"{decode:0.000}") : "-", Text($"{p.Refined.PrefillMs:0.00}"),
                Text($"{100 * p.ResourceShare:0.0} %"), Text($"{p.Refined.JoulesPerToken:0.0000}"));
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
