using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>The initiation interval follows from what leads from one firing to the next.</summary>
public class IntervalTests
{
    private static readonly ScalarType T = Int(16);

    [Theory]
    [InlineData("sum", 1)]
    [InlineData("logic", 1)]
    [InlineData("product", 3)]
    [InlineData("product_sum", 4)]
    [InlineData("clamped", 2)]
    public void ARegisterMustBeSetBeforeTheNextFiringReadsIt(string kind, int interval)
    {
        var schedule = ScheduleOf((p, x) =>
        {
            var r = p.Register("r", T);
            r.Set(kind switch
            {
                "sum" => (x + r).Wrap(T),
                "logic" => x ^ r,
                "product" => (x * r).Wrap(T),
                "product_sum" => ((x * r) + 1).Wrap(T),
                _ => (x + r).Saturate(T),
            });
            return r;
        });
        Assert.Equal(interval, schedule.InitiationInterval);
    }

    [Fact]
    public void WhatLeadsNowhereCostsNoInterval() => Assert.Equal(1, ScheduleOf((_, x) => (x * x * x * x).Wrap(T)).InitiationInterval);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(100, 1)]
    public void AMemoryMustBeWrittenBeforeTheWordIsReadAgain(int distance, int interval)
    {
        // Read (2 cycles), add (1), write (visible to reads one cycle later): 4 cycles for `distance` firings.
        var schedule = ScheduleOf((p, x) =>
        {
            var memory = p.Memory("m", T, 256, distance: distance);
            var old = memory.Read(x.Wrap(UInt(8)));
            memory.Write(x.Wrap(UInt(8)), (old + 1).Wrap(T));
            return old;
        });
        Assert.Equal(interval, schedule.InitiationInterval);
    }

    [Fact]
    public void AWriteThatDoesNotDependOnTheReadCostsOneIntervalLess()
    {
        // Written in the stage of the read: the next firing reads one cycle later.
        var schedule = ScheduleOf((p, x) =>
        {
            var memory = p.Memory("m", T, 256);
            memory.Write(x.Wrap(UInt(8)), x);
            return memory.Read(x.Wrap(UInt(8)));
        });
        Assert.Equal(1, schedule.InitiationInterval);
    }

    [Fact]
    public void LatenciesOfTheTechnologyDecide()
    {
        var process = Define((p, x) =>
        {
            var r = p.Register("r", T);
            r.Set((x * r).Wrap(T));
            return r;
        });
        Assert.Equal(7, Design.Of(Network.Of(process), new OperationLatencies { Multiply = 7 }).Processes[0].Schedule.InitiationInterval);
    }

    private static Schedule ScheduleOf(Func<ProcessBuilder, Value, Value> body) => Design.Of(Network.Of(Define(body))).Processes[0].Schedule;

    private static Process Define(Func<ProcessBuilder, Value, Value> body) => Process.Define("p", p =>
    {
        var (x, y) = (p.In("x", T), p.Out("y", T));
        p.Loop("i", 4, _ => y.Write(body(p, x.Read())));
    });
}
