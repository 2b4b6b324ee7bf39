using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>A claimed distance between write and read shortens the hardware; a claim that does not hold is caught.</summary>
public class MemoryDistanceTests
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(4, 2)]
    [InlineData(1, 1)]
    public void AClaimThatHoldsPasses(int words, int distance) => Assert.Equal(12, Launch.Run(Accumulate(words, distance, out _))["y"].Length);

    [Fact]
    public void AClaimThatDoesNotHoldIsCaughtWithWordAndFirings()
    {
        var process = Accumulate(4, 5, out var line);
        var e = Assert.Throws<DiagnosticException>(() => Launch.Run(process));
        var diagnostic = Assert.Single(e.Diagnostics);
        Assert.Equal(
            "MR0405: process 'p': word 0 of memory 'sum' is written in firing 0 and read in firing 4 (the first is 0), 4 later, but a distance of 5 was claimed; claim 4 or keep the firings apart",
            $"{diagnostic.Id}: {diagnostic.Message}");
        Assert.Equal(line, diagnostic.Position.Line);
    }

    [Fact]
    public void ALaunchDoesNotSeeTheFiringsOfTheOneBefore()
    {
        var run = new RunSimulation(Design.Of(Network.Of(Accumulate(12, 12, out _))));
        for (var launch = 1; launch <= 2; launch++)
            Assert.All(run.Run(Launch.None, new Dictionary<string, long[]>())["y"], y => Assert.Equal(launch - 1, y));
    }

    private static Process Accumulate(int words, int distance, out int line)
    {
        var at = 0;
        var process = Process.Define("p", p =>
        {
            var y = p.Out("y", UInt(8));
            var sum = p.Memory("sum", UInt(8), words, distance: distance);
            at = sum.Position.Line;
            p.Loop("i", 12, i =>
            {
                var old = sum.Read(i.Modulo(words));
                y.Write(old);
                sum.Write(i.Modulo(words), (old + 1).Wrap(UInt(8)));
            });
        });
        line = at;
        return process;
    }
}
