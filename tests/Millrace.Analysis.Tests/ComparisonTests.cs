using System.Text.RegularExpressions;
using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Analysis.Tests;

/// <summary>Boards and GPUs beside each other.</summary>
public class ComparisonTests
{
    private static readonly CompareRequest Medium = new()
    {
        Shape = ModelCatalogue.Find("gpt2-medium"),
        Devices = [DeviceCatalogue.Find("u280")],
        Gpus = [GpuCatalogue.Find("a100-80gb-pcie")],
        PromptTokens = [32, 128],
        GeneratedTokens = [1, 64],
    };

    [Fact]
    public void EveryContenderHasARowForEveryCell()
    {
        var c = Comparer.Compare(Medium);
        Assert.Equal(
            ["u280 best case", "u280 overlay", "a100-80gb-pcie FP16", "a100-80gb-pcie W8A8", "a100-80gb-pcie W8A8 graph"],
            c.Contenders.Select(x => x.Name));
        Assert.Equal(5 * 2 * 2, c.Rows.DistinctBy(r => (r.Contender, r.PromptTokens, r.GeneratedTokens)).Count());
        Assert.All(c.Rows, r => Assert.True(r.Feasible));
        foreach (var r in c.Rows)
        {
            Assert.Equal(r.TotalMs!.Value, r.PrefillMs!.Value + ((r.GeneratedTokens - 1) * (r.DecodeMs ?? 0)), 1e-9 * r.TotalMs.Value);
            Assert.Equal(r.TokensPerSecond!.Value, 1e3 * r.GeneratedTokens / r.TotalMs.Value, 1e-9 * r.TokensPerSecond.Value);
            Assert.Equal(r.Joules!.Value, r.JoulesPerToken!.Value * r.GeneratedTokens, 1e-9 * r.Joules.Value);
        }
    }

    [Fact]
    public void GpuAndOverlayAreTheirEstimators()
    {
        var c = Comparer.Compare(Medium);
        var gpu = GpuEstimator.Estimate(new GpuRequest
        {
            Shape = Medium.Shape,
            Gpu = Medium.Gpus[0],
            PromptTokens = 128,
            GeneratedTokens = 64,
            WeightBits = 8,
            ActivationBits = 8,
            Runtime = GpuRuntime.Graph,
        });
        var row = Row(c, "a100-80gb-pcie W8A8 graph", 128, 64);
        Assert.Equal(gpu.Prefill.Milliseconds, row.PrefillMs);
        Assert.Equal(gpu.TotalMilliseconds, row.TotalMs!.Value, 1e-9 * gpu.TotalMilliseconds);
        Assert.StartsWith("GPU model, extrapolated: ", row.Fidelity, StringComparison.Ordinal);
        Assert.StartsWith("GPU model, calibrated: ", Row(c, "a100-80gb-pcie FP16", 128, 64).Fidelity, StringComparison.Ordinal);

        var overlay = OverlayEstimator.Estimate(new OverlayRequest
        {
            Shape = Medium.Shape,
            Device = Medium.Devices[0],
            PromptTokens = 32,
            GeneratedTokens = 64,
            WeightBits = 8,
            ActivationBits = 8,
        });
        Assert.Equal(overlay.TotalMilliseconds, Row(c, "u280 overlay", 32, 64).TotalMs!.Value, 1e-9 * overlay.TotalMilliseconds);
    }

    [Fact]
    public void ABoardHasOneBestCaseForAllRequestsAndItIsTheRefinedModels()
    {
        var c = Comparer.Compare(Medium);
        var sized = RefinedEstimator.Estimate(Board(128, 64));
        Assert.Equal(sized.Prefill.Milliseconds, Row(c, "u280 best case", 128, 64).PrefillMs);
        Assert.Equal(sized.TotalMilliseconds, Row(c, "u280 best case", 128, 64).TotalMs!.Value, 1e-3 * sized.TotalMilliseconds);
        var same = RefinedEstimator.Estimate(Board(32, 64) with
        {
            MacsPerCycle = sized.Point.MacsPerCycle,
            WeightReuse = sized.Point.WeightReuse,
            PackedWeights = sized.Point.PackedWeights,
        });
        Assert.Equal(same.Prefill.Milliseconds, Row(c, "u280 best case", 32, 64).PrefillMs);
        Assert.Equal(same.TotalMilliseconds, Row(c, "u280 best case", 32, 64).TotalMs!.Value, 1e-3 * same.TotalMilliseconds);
    }

    [Fact]
    public void CrossoversAreWhatTryingEveryLengthGives()
    {
        var request = Medium with { Shape = ModelCatalogue.Find("gpt2"), PromptTokens = [32, 64], GeneratedTokens = [64] };
        var c = Comparer.Compare(request);
        foreach (var pair in c.Pairs)
        {
            foreach (var crossover in pair.Crossovers)
            {
                var longest = Math.Min(Longest(pair.Board), Longest(pair.Rival)) - crossover.PromptTokens;
                Assert.Equal((1, longest), (crossover.Latency.SearchedFrom, crossover.Latency.SearchedTo));
                var (board, rival) = (Costs(pair.Board), Costs(pair.Rival));
                var (a, b) = (board.Prefill(crossover.PromptTokens), rival.Prefill(crossover.PromptTokens));
                var (ms, joules) = (a.Milliseconds - b.Milliseconds, a.Joules - b.Joules);
                for (var g = 1; g <= longest; g++)
                {
                    Assert.Equal(ms < 0, Ahead(crossover.Latency, g));
                    Assert.Equal(joules < 0, Ahead(crossover.Energy, g));
                    (a, b) = (board.Decode(crossover.PromptTokens + g - 1), rival.Decode(crossover.PromptTokens + g - 1));
                    (ms, joules) = (ms + a.Milliseconds - b.Milliseconds, joules + a.Joules - b.Joules);
                }
            }
        }

        Assert.Contains(c.Pairs.SelectMany(p => p.Crossovers), x => !x.Latency.Always && !x.Latency.Never);

        int Longest(string name) => c.Contenders.Single(x => x.Name == name).LongestTokens;
        IContenderCosts Costs(string name) => c.Contenders.Single(x => x.Name == name).Costs;
    }

    [Fact]
    public void ALeadThatEndsIsFound()
    {
        var crossing = Crossing.Find(1, 10, g => g is 1 or 2 or 5 or 6 or 7 or 10);
        Assert.Equal([new(1, 2), new(5, 7), new(10, 10)], crossing.Wins);
        Assert.Equal(1, crossing.FirstWin);
        Assert.False(crossing.Always || crossing.Never);
        Assert.True(Crossing.Find(1, 10, _ => true).Always);
        Assert.True(Crossing.Find(1, 10, _ => false).Never);
        Assert.Null(Crossing.Find(1, 10, _ => false).FirstWin);
        Assert.Equal([new TokenRange(4, 10)], Crossing.Find(1, 10, g => g >= 4).Wins);
    }

    [Fact]
    public void WinnersAreTheLeastOfTheirCells()
    {
        var c = Comparer.Compare(Medium);
        Assert.Equal(4, c.Winners.Count);
        foreach (var w in c.Winners)
        {
            var cell = c.Rows.Where(r => (r.PromptTokens, r.GeneratedTokens) == (w.PromptTokens, w.GeneratedTokens)).ToArray();
            Assert.Equal(cell.Min(r => r.TotalMs), cell.Single(r => r.Contender == w.Latency).TotalMs);
            Assert.Equal(cell.Min(r => r.Joules), cell.Single(r => r.Contender == w.Energy).Joules);
        }
    }

    [Fact]
    public void WhatCannotHoldTheModelIsARowThatSaysSo()
    {
        var c = Comparer.Compare(Medium with
        {
            Shape = ModelCatalogue.Find("llama2-13b"),
            Devices = [DeviceCatalogue.Find("kv260")],
            Gpus = [GpuCatalogue.Find("t4"), GpuCatalogue.Find("h200")],
        });
        Assert.All(
            c.Rows.Where(r => r.Contender is "kv260 best case" or "t4 FP16"),
            r => Assert.Equal((false, null, true), (r.Feasible, r.TotalMs, r.Message is not null)));
        Assert.StartsWith("llama2-13b takes 26.0 GB of weights", Message("t4 FP16"), StringComparison.Ordinal);
        Assert.StartsWith("no design of llama2-13b is feasible on kv260: ", Message("kv260 best case"), StringComparison.Ordinal);
        Assert.All(c.Pairs, p => Assert.Contains("cannot be compared", p.Sentence, StringComparison.Ordinal));
        Assert.All(c.Winners, w => Assert.StartsWith("h200", w.Latency, StringComparison.Ordinal));

        string? Message(string name) => c.Rows.First(r => r.Contender == name).Message;
    }

    [Fact]
    public void ABoardWithoutMultipliersOfThatWidthIsARowThatSaysSo()
    {
        var device = DeviceCatalogue.All.First(d => d.MacsPerCycle(16, 16, d.DefaultClockMegahertz) == 0);
        var c = Comparer.Compare(Medium with { Devices = [device], WeightBits = 16, ActivationBits = 16 });
        var row = c.Rows.First(r => r.Contender == $"{device.Name} best case");
        Assert.Equal($"{device.Name} has no multipliers for weights of 16 bits and activations of 16 bits.", row.Message);
        Assert.Equal(["FP16", "FP16"], c.Contenders.Where(x => x.Kind is ContenderKind.Gpu).Select(x => x.Precision)); // not twice the same
    }

    [Fact]
    public void AnEncoderIsComparedByItsPrompts()
    {
        var c = Comparer.Compare(Medium with { Shape = ModelCatalogue.Find("bert-base"), GeneratedTokens = [0] });
        Assert.All(c.Rows, r => Assert.Equal((r.PrefillMs, null, null), (r.TotalMs, r.DecodeMs, r.TokensPerSecond)));
        Assert.All(c.Pairs.SelectMany(p => p.Crossovers), x => Assert.True(x.Latency.Always || x.Latency.Never));
        Assert.All(c.Curves, x => Assert.Empty(x.Decode));
    }

    [Fact]
    public void AGivenDesignIsTheRefinedFormOfIt()
    {
        var point = DesignPoint.For(new Gpt2Config { Width = 1024, Layers = 24, Heads = 16 }, Medium.Devices[0], 250);
        var c = Comparer.Compare(Medium with { Designs = [new NamedDesign("mine.json", point, Medium.Devices[0])] });
        var expected = RefinedForm.Launch(RefinedDesign.Of(point, Medium.Devices[0]), 0, 128, 1).Cycles / 250e3;
        Assert.Equal(expected, Row(c, "mine.json", 128, 64).PrefillMs!.Value, 1e-9 * expected);
        Assert.Contains(c.Pairs, p => (p.Board, p.Rival) == ("mine.json", "a100-80gb-pcie FP16"));
        var other = Assert.Throws<AnalysisException>(() => Comparer.Compare(Medium with
        {
            Shape = ModelCatalogue.Find("gpt2"),
            Designs = [new NamedDesign("mine.json", point, Medium.Devices[0])],
        }));
        Assert.StartsWith("mine.json: the design is of another model (24 layers of width 1024", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OperatorsOfAPhaseAddUpToAll()
    {
        var c = Comparer.Compare(Medium);
        foreach (var phase in c.Roofline.GroupBy(p => (p.Contender, p.Phase)))
        {
            var all = phase.Single(p => p.Operator == "all").MacsPerSecond;
            Assert.Equal(all, phase.Where(p => p.Operator != "all").Sum(p => p.MacsPerSecond), 1e-9 * all);
            Assert.InRange(all, 1, c.Contenders.Single(x => x.Name == phase.Key.Contender).PeakMacsPerSecond);
        }

        Assert.Equal(8, c.Roofline.GroupBy(p => (p.Contender, p.Phase)).Count()); // all but the overlay, in two phases
    }

    [Fact]
    public void FormulasGiveTheRowsNumbers()
    {
        var c = Comparer.Compare(Medium);
        foreach (var set in c.Formulas)
        {
            var row = Row(c, set.Contender, c.ReferencePromptTokens, c.ReferenceGeneratedTokens);
            Assert.Contains(set.Formulas, f => f.Name.StartsWith("Prefill", StringComparison.Ordinal) && Close(f.Value, row.PrefillMs));
            Assert.Contains(set.Formulas, f => f.Name == "Prompt to last token" && Close(f.Value, row.TotalMs));
            Assert.Contains(set.Formulas, f => f.Unit == "W" && f.Value is > 5 and < 400);
        }

        Assert.Equal(c.Contenders.Count, c.Formulas.Count);

        static bool Close(double a, double? b) => Math.Abs(a - b!.Value) <= 1e-9 * a;
    }

    [Fact]
    public void DefaultsKeepWithinTheContext()
    {
        foreach (var model in ModelCatalogue.All)
        {
            var prompts = CompareDefaults.Prompts(model.Shape);
            var generated = CompareDefaults.Generated(model.Shape, prompts);
            Assert.True(prompts.Max() + generated.Max() <= model.Shape.ContextLength);
            Assert.Equal(model.Shape.IsEncoder, generated.Max() == 0);
        }

        var small = ModelCatalogue.Find("gpt2") with { ContextLength = 100 };
        Assert.Equal([32, 64], CompareDefaults.Prompts(small));
        Assert.Equal([32], CompareDefaults.Generated(small, [32, 64]));
        Assert.Equal([10], CompareDefaults.Generated(small, [90]));
        Assert.Equal([10], CompareDefaults.Prompts(small with { ContextLength = 20 }));
    }

    [Fact]
    public void PublishedDesignsAreOfTheModelOnly()
    {
        Assert.Contains(Comparer.Compare(Medium).Published, d => d.System == "DFX");
        Assert.Empty(Comparer.Compare(Medium with { Shape = ModelCatalogue.Find("gpt2") }).Published);
    }

    [Fact]
    public void ABestCaseSaysThatItIsNoDesign()
    {
        var point = DesignPoint.For(new Gpt2Config { Width = 1024, Layers = 24, Heads = 16 }, Medium.Devices[0], 250);
        var c = Comparer.Compare(Medium with { Designs = [new NamedDesign("mine.json", point, Medium.Devices[0])] });
        var best = c.Contenders.Single(x => x.Kind is ContenderKind.BestCase);
        Assert.Equal("u280 best case", best.Name);
        Assert.StartsWith("best case, not a design: M = ", best.Description, StringComparison.Ordinal);
        Assert.Equal("refined model, best case, not a design", Row(c, "u280 best case", 128, 64).Fidelity);
        Assert.Equal("refined model of a given design", Row(c, "mine.json", 128, 64).Fidelity);
        Assert.All(
            c.Pairs, p => Assert.Matches($"^({Regex.Escape("u280 best case")}|{Regex.Escape("mine.json")}) wins against ", p.Sentence));
    }

    [Fact]
    public void ADesignOfAShorterContextHoldsNoMore()
    {
        var point = DesignPoint.For(new Gpt2Config { Width = 1024, Layers = 24, Heads = 16 }, Medium.Devices[0], 250);
        var small = point with { Model = point.Model with { ContextLength = 128 } };
        var c = Comparer.Compare(Medium with { Designs = [new NamedDesign("small", small, Medium.Devices[0])] });
        Assert.Equal(128, c.Contenders.Single(x => x.Name == "small").LongestTokens);
        Assert.True(Row(c, "small", 32, 64).Feasible);
        Assert.Equal("small holds sequences of at most 128 tokens.", Row(c, "small", 128, 1).Message);
        var large = point with { Model = point.Model with { ContextLength = 2048 } };
        Assert.Throws<AnalysisException>(
            () => Comparer.Compare(Medium with { Designs = [new NamedDesign("large", large, Medium.Devices[0])] }));
    }

    [Fact]
    public void EqualNamesAreNumberedAndNothingIsDropped()
    {
        var device = Medium.Devices[0];
        var other = device with { Figures = [.. device.Figures.Select((f, i) => i == 0 ? f with { Value = f.Value + 1 } : f)] };
        var gpu = Medium.Gpus[0];
        var point = DesignPoint.For(new Gpt2Config { Width = 1024, Layers = 24, Heads = 16 }, device, 250);
        var slower = DesignPoint.For(new Gpt2Config { Width = 1024, Layers = 24, Heads = 16 }, device, 200);
        var c = Comparer.Compare(Medium with
        {
            Devices = [device, other, DeviceCatalogue.Find("u280")],
            Designs = [new("d", point, device), new("d", slower, device), new("d", point, other)],
            Gpus = [gpu, gpu with { Figures = [] }],
        });
        Assert.Equal(
            [
                "u280 best case", "u280 overlay", "u280 2 best case", "u280 2 overlay", "d", "d 2", "d 3",
                "a100-80gb-pcie FP16", "a100-80gb-pcie W8A8", "a100-80gb-pcie W8A8 graph",
                "a100-80gb-pcie 2 FP16", "a100-80gb-pcie 2 W8A8", "a100-80gb-pcie 2 W8A8 graph",
            ],
            c.Contenders.Select(x => x.Name));
        Assert.Equal(
            ["u280", "u280", "u280 2", "u280 2", "u280", "u280", "u280 2"], c.Contenders.Take(7).Select(x => x.Device));
        Assert.Equal([250.0, 200, 250], c.Contenders.Where(x => x.Kind is ContenderKind.Design).Select(x => x.ClockMhz!.Value));
        Assert.Equal(Row(c, "d", 128, 64).PrefillMs!.Value * 1.25, Row(c, "d 2", 128, 64).PrefillMs!.Value, 0.05 * 10);
        Assert.Equal(
            ["u280 best case", "d", "d 2"], c.Pairs.Where(p => p.Rival == "u280 overlay").Select(p => p.Board)); // of the same board only
    }

    [Fact]
    public void TheLastTokenIsDecodedAtPromptAndGeneratedLessTwo()
    {
        var c = Comparer.Compare(Medium with { PromptTokens = [32], GeneratedTokens = [1, 2, 3] });
        foreach (var contender in c.Contenders)
        {
            var (one, two, three) = (Row(c, contender.Name, 32, 1), Row(c, contender.Name, 32, 2), Row(c, contender.Name, 32, 3));
            Assert.Equal(one.PrefillMs, one.TotalMs); // the prompt makes the first
            Assert.Equal(contender.Costs.Decode(32).Milliseconds, two.DecodeMs!.Value, 1e-9);
            Assert.Equal(contender.Costs.Decode(33).Milliseconds, (three.TotalMs - two.TotalMs)!.Value, 1e-9);
            Assert.Equal(contender.Costs.Decode(33).Bound, three.DecodeBound);
        }
    }

    private static bool Ahead(Crossing crossing, int generated) => crossing.Wins.Any(w => generated >= w.From && generated <= w.To);

    private static CompareRow Row(Comparison c, string contender, int prompt, int generated) => c.Rows.Single(
        r => (r.Contender, r.PromptTokens, r.GeneratedTokens) == (contender, prompt, generated));

    private static PaperRequest Board(int prompt, int generated) => new()
    {
        Shape = Medium.Shape,
        Device = Medium.Devices[0],
        PromptTokens = prompt,
        GeneratedTokens = generated,
    };

}
