namespace Millrace.Cosimulation.Tests;

/// <summary>Longest paths of small netlists, by hand.</summary>
public sealed class NetlistTimingTests
{
    private const double Begin = CellDelays.FlipFlopOut;
    private const double End = CellDelays.FlipFlopSetup + CellDelays.Uncertainty;

    [Fact]
    public void TwoTablesBetweenRegisters()
    {
        var path = Longest(
            Cell("FDRE", ["D:9"], ["Q:1"]), Cell("LUT2", ["I0:1", "I1:1"], ["O:2"]), Cell("LUT3", ["I0:2", "I1:1"], ["O:3"]),
            Cell("FDRE", ["D:3"], ["Q:4"]))!;
        Assert.Equal(Begin + (2 * (CellDelays.Route + CellDelays.Table)) + End, path.Nanoseconds, 6);
        Assert.Equal((2, 0, 0, "n1", "n4.D"), (path.Tables, path.CarryBits, path.DspSlices, path.From, path.To));
        Assert.Equal(1000 / path.Nanoseconds, path.Megahertz);
    }

    [Fact]
    public void ACarryChain()
    {
        var path = Longest(
            Cell("FDRE", [], ["Q:1"]), Cell("LUT2", ["I0:1"], ["O:2"]), Cell("CARRY4", ["S:2"], ["CO:3"]),
            Cell("CARRY4", ["CI:3"], ["O:4"]), Cell("FDRE", ["D:4"], ["Q:5"]))!;
        Assert.Equal(
            Begin + CellDelays.Route + CellDelays.Table + CellDelays.CarryEntry + CellDelays.CarryFourBits + End, path.Nanoseconds, 6);
        Assert.Equal((1, 8), (path.Tables, path.CarryBits));
    }

    [Fact]
    public void AProductWithARegisterInTheMiddle()
    {
        var slice = Cell("DSP48E2", ["A:1", "B:1"], ["P:2"]) with { Parameters = new Dictionary<string, long> { ["MREG"] = 1 } };
        var path = Longest(Cell("FDRE", [], ["Q:1"]), slice, Cell("FDRE", ["D:2"], ["Q:3"]))!;
        Assert.Equal(
            Begin + CellDelays.Route + CellDelays.DspMultiply + CellDelays.DspSetup + CellDelays.Uncertainty, path.Nanoseconds, 6);
        Assert.Equal(1, path.DspSlices);
    }

    [Fact]
    public void ArgumentsDoNotChangeInALaunch()
    {
        NetlistCell[] cells = [Cell("LUT1", ["I0:1"], ["O:2"]), Cell("LUT1", ["I0:2"], ["O:3"]), Cell("FDRE", ["D:3"], ["Q:4"])];
        Assert.Null(NetlistTiming.Of(new(cells, new Dictionary<int, string> { [1] = "arg_rows" }, new Dictionary<int, string>())));
        var path = NetlistTiming.Of(new(cells, new Dictionary<int, string> { [1] = "x_push" }, new Dictionary<int, string>()))!;
        Assert.Equal(Begin + (2 * CellDelays.Route) + (2 * CellDelays.Table) + End, path.Nanoseconds, 6);
        Assert.Equal("x_push", path.From);
    }

    [Theory]
    [InlineData("$flatten\\x_fifo.$flatten\\path.$procdff$12", "x_fifo")]
    [InlineData("x_fifo.memory.0.0", "x_fifo")]
    [InlineData("$abc$1$auto$blifparse.cc:525:parse_blif$2", "")]
    [InlineData("plain", "")]
    public void TheInstanceOfACellIsInItsName(string name, string instance) =>
        Assert.Equal(instance, (Cell("LUT1", [], []) with { Name = name }).Instance);

    [Fact]
    public void AnUnknownCellIsNamed() => Assert.Equal(
        "Yosys used a cell that is not known here: PLL.", Assert.Throws<CosimulationException>(() => CellCosts.Of("PLL")).Message);

    private static CriticalPath? Longest(params NetlistCell[] cells) => NetlistTiming.Of(new(
        cells, new Dictionary<int, string>(), Enumerable.Range(1, 9).ToDictionary(b => b, b => $"n{b}")));

    private static NetlistCell Cell(string type, string[] inputs, string[] outputs) =>
        new($"{type} {Guid.NewGuid()}", type, new Dictionary<string, long>(), [.. inputs.Select(Pin)], [.. outputs.Select(Pin)]);

    private static (string Pin, int Bit) Pin(string text) => (text.Split(':')[0], int.Parse(text.Split(':')[1]));
}
