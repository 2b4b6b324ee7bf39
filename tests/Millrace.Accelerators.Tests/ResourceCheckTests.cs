using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators.Tests;

/// <summary>The closed form of a design's resources against the estimate from its graph.</summary>
public class ResourceCheckTests
{
    public static TheoryData<string> Names => [.. ResourceCheck.Points.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheClosedFormIsWhatTheGraphSays(string name)
    {
        var (closed, graph) = ResourceCheck.Of(ResourceCheck.Points.Single(p => p.Name == name).Point);
        Assert.Equal((graph.Dsp, graph.Bram18, graph.Uram), (closed.Dsp, closed.Bram18, closed.Uram));
        Assert.InRange(ResourceCheck.Error(closed.Lut, graph.Lut), -0.05, 0.05);
        Assert.InRange(ResourceCheck.Error(closed.FlipFlop, graph.FlipFlop), -0.02, 0.02);
    }

    /// <summary>Control is counted in constants: an operator of little else may be off by more than the whole.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EachOperatorIsWhatItsPartsAre(string name)
    {
        var point = ResourceCheck.Points.Single(p => p.Name == name).Point;
        var device = DeviceCatalogue.Find(point.Device);
        var estimate = ResourceEstimator.Estimate(ResourceCheck.DesignOf(point, device));
        var closed = DesignResources.Of(point, device);
        for (var i = 0; i < DesignResources.Operators.Count; i++)
        {
            var graph = LayerDesign.PartsOf(DesignResources.Operators[i], 0).Aggregate(default(ResourceUse), (sum, p) => sum + estimate.Under(p));
            Assert.Equal((graph.Dsp, graph.Bram18, graph.Uram), (closed[i].Dsp, closed[i].Bram18, closed[i].Uram));
            AssertNear(DesignResources.Operators[i] + " LUT", graph.Lut, closed[i].Lut, 0.05, 350);
            AssertNear(DesignResources.Operators[i] + " FF", graph.FlipFlop, closed[i].FlipFlop, 0.04, 80);
        }

        static void AssertNear(string what, long graph, long closed, double part, long more) => Assert.True(
            Math.Abs(closed - graph) <= (graph * part) + more, $"{what}: {graph} by the graph, {closed} by the closed form");
    }

    /// <summary>Run with <c>MILLRACE_UPDATE_SNAPSHOTS=1</c> after a wanted change.</summary>
    [Fact]
    public void TheTableOfTheDocumentIsTheTable()
    {
        var file = Path.Combine(Documents(), "resources.md");
        const string begin = "<!-- table -->\n", end = "<!-- end of table -->";
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("MILLRACE_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, text[..from] + ResourceCheck.Table() + text[to..]);
        else
            Assert.Equal(text[from..to], ResourceCheck.Table());
    }

    private static string Documents([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs");
}
