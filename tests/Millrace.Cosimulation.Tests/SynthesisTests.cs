using Millrace.Hls;
using Millrace.Hls.Tests;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>The estimate of resources beside what Yosys makes of the emitted text, for every kernel of the catalogue.</summary>
public sealed class SynthesisTests(CatalogueSynthesis synthesis) : IClassFixture<CatalogueSynthesis>
{
    private const string Begin = "<!-- table of Yosys -->\n";
    private const string End = "<!-- end of the table of Yosys -->\n";

    public static TheoryData<string> Names => [.. CatalogueSynthesis.Kernels];

    [Theory]
    [MemberData(nameof(Names))]
    public void PingPongBuffersAndMemoriesTakeWhatIsEstimated(string name)
    {
        foreach (var part in synthesis.Reports[name].Parts.Where(p => p.Kind is ResourceKind.Buffer or ResourceKind.Memory))
        {
            Assert.Equal((part.Path, part.Estimated.Bram18, part.Estimated.Uram), (part.Path, part.Found.Bram18, part.Found.Uram));
            AssertNear(part.Path, part.Estimated.Lut, part.Found.Lut);
            AssertNear(part.Path, part.Estimated.FlipFlop, part.Found.FlipFlop);
        }

        // A tenth, or some bits of counters and of words that are known to be equal.
        static void AssertNear(string path, long estimated, long found) =>
            Assert.True(Math.Abs(estimated - found) <= Math.Max(8, found / 10), $"{path}: {estimated} estimated, {found} found");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheEstimateIsWhatYosysFinds(string name)
    {
        var (estimated, found) = (synthesis.Reports[name].Estimated, synthesis.Reports[name].Found);
        Assert.Equal((found.Dsp, found.Bram18, found.Uram), (estimated.Dsp, estimated.Bram18, estimated.Uram));
        AssertNear("LUT", estimated.Lut, found.Lut);
        AssertNear("FF", estimated.FlipFlop, found.FlipFlop);

        // A tenth; of a kernel that is little but control twenty, by which the same text differs from run to run of a tool.
        void AssertNear(string what, long estimated, long found) => Assert.True(
            Math.Abs(estimated - found) <= Math.Max(found / 10, 20),
            $"{name}, {what}: {estimated} estimated, {found} found");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryProcessHasALongestPath(string name)
    {
        var report = synthesis.Reports[name];
        Assert.Equal(report.Parts.Where(p => p.Kind == ResourceKind.Process).Select(p => p.Path).Order(), report.Paths.Keys.Order());
        Assert.All(report.Paths.Values, p => Assert.InRange(p.Megahertz, 50, 1000));
        Assert.Equal(report.Paths.Values.Max(p => p.Nanoseconds), report.Longest!.Value.Path.Nanoseconds);
    }

    [Fact]
    public void TheTableOfThePageHasEveryKernel()
    {
        var page = Path.Combine(Repository.Root, "docs", "resources.md");
        var text = File.ReadAllText(page).ReplaceLineEndings("\n");
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("MILLRACE_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(page, text[..begin] + synthesis.Table() + text[end..]);
        else
            Assert.All(CatalogueSynthesis.Kernels, k => Assert.Contains($"| {k} | ", text[begin..end], StringComparison.Ordinal));
    }
}
