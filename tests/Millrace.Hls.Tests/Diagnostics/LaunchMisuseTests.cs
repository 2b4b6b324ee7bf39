using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Launches with wrong arguments, inputs or addresses: MR04xx.</summary>
public class LaunchMisuseTests
{
    private static Network Sum() => Network.Of(Process.Define("sum", p =>
    {
        var (x, y) = (p.In("x", Vec(Int(4), 2)), p.Out("y", Int(5)));
        p.Loop("r", p.Argument("rows", 9), r => p.Loop("c", p.Argument("columns", 9, 1), c => y.Write(x.Read().ReduceAdd())));
    }));

    [Theory]
    [InlineData("argument 'columns' of network 'sum' is missing", "rows=1")]
    [InlineData("argument 'rows' of network 'sum' is 10; 0 to 9 is allowed", "rows=10;columns=1")]
    [InlineData("argument 'columns' of network 'sum' is 0; 1 to 9 is allowed", "rows=0;columns=0")]
    [InlineData("network 'sum' has no argument 'height'", "rows=1;columns=1;height=1")]
    public void WrongArguments(string expected, string arguments)
    {
        var launch = arguments.Split(';').Select(a => a.Split('=')).ToDictionary(a => a[0], a => long.Parse(a[1]));
        var design = Design.Of(Sum());
        foreach (var run in new Action[]
                 {
                     () => new TimingSimulation(design).Run(launch),
                     () => new RunSimulation(design).Run(launch, new Dictionary<string, long[]> { ["x"] = [] }),
                     () => new Simulator(design).Time(launch),
                 })
        {
            var diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(run).Diagnostics);
            Assert.Equal("MR0401: " + expected, $"{diagnostic.Id}: {diagnostic.Message}");
            Assert.True(diagnostic.Position.IsKnown);
        }
    }

    [Fact]
    public void LimitsOfOneArgumentNamedTwiceAllHold()
    {
        var design = Design.Of(Network.Define("n", n =>
        {
            n.Out("a", n.Add(Counting("p", new Argument("n", 10, 2))));
            n.Out("b", n.Add(Counting("q", new Argument("n", 20, 3))));
        }));
        Assert.Equal((3, 10), (design.Arguments["n"].Minimum, design.Arguments["n"].Maximum));

        static Process Counting(string name, Argument trip) => Process.Define(name, p =>
        {
            var y = p.Out("y", Bool);
            p.Loop("i", trip, _ => y.Write(1));
        });
    }

    [Theory]
    [InlineData("input 'x' was given 1 elements too many for this launch", "x", new long[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("process 'sum' waits for more elements than the inputs 'x' were given", "x", new long[] { 1, 2 })]
    [InlineData("input 'x' was given 3 numbers; elements have 2 lanes: give a multiple of that", "x", new long[] { 1, 2, 3 })]
    [InlineData("input 'x' of Vec(Int(4), 2) was given 8 as number 3, which it cannot hold", "x", new long[] { 1, 2, 3, 8 })]
    public void WrongInputs(string expected, string name, long[] data) => AssertInputs(expected, new Dictionary<string, long[]> { [name] = data });

    [Fact]
    public void AnInputThatIsNotThere() => AssertInputs("network 'sum' has no input 'z'", new Dictionary<string, long[]> { ["x"] = [1, 2, 3, 4], ["z"] = [] });

    [Fact]
    public void AddressesOutsideTheirMemory()
    {
        const string Memory = "MR0403: process 'p': memory 'm' was accessed at 4; it has 0 to 3: keep the index within";
        Misuse.Says(Memory, m => Launch.Run(Process.Define("p", p =>
        {
            var y = p.Out("y", Int(8));
            var memory = p.Memory("m", Int(8), 4, initial: [1, 2, 3, 4]);
            p.Loop("i", 5, i =>
            {
                m.Bad(); var v = memory.Read(i);
                y.Write(v);
            });
        })));
        Misuse.Says(Memory.Replace("at 4", "at -1"), m => Launch.Run(Process.Define("p", p =>
        {
            var memory = p.Memory("m", Int(8), 4);
            var y = p.Out("y", Int(8));
            p.Loop("i", 5, i =>
            {
                y.Write(memory.Read(0));
                m.Bad(); memory.Write(2 - i, 1, when: i > 1);
            });
        })));
        Misuse.Says("MR0403: process 'p': part of a word of 'm' was accessed at 2; it has 0 to 1: keep the index within", m => Launch.Run(Process.Define("p", p =>
        {
            var memory = p.Memory("m", Vec(Int(8), 2), 4, parts: 2);
            var y = p.Out("y", Vec(Int(8), 2));
            p.Loop("i", 3, i =>
            {
                y.Write(memory.Read(0));
                m.Bad(); memory.Write(0, 1, part: i);
            });
        })));
        Misuse.Says("MR0403: process 'p': a vector of type Vec(UInt(2), 4) was accessed at 2; it has 0 to 1: keep the index within", m =>
        {
            m.Bad(); Launch.Run(Process.Define("p", p =>
            {
                var y = p.Out("y", Vec(UInt(2), 2));
                p.Loop("i", 3, i => y.Write(LaneNumbers(4).Chunk(i, 2)));
            }));
        });
        var off = new OffChipMemory("ddr", Int(8), 4, new OffChipTiming());
        Misuse.Says("MR0403: process 'p': off-chip memory 'ddr' was accessed at 4; it has 0 to 3: keep the index within", m => new RunSimulation(Design.Of(Network.Of(
            Process.Define("p", p =>
            {
                var (port, y) = (p.LoadPort("m", Int(8)), p.Out("y", Int(8)));
                p.Loop("i", 5, i =>
                {
                    m.Bad(); var v = port.Load(i);
                    y.Write(v);
                });
            }), off))).Run(Launch.None, new Dictionary<string, long[]>()));
    }

    private static void AssertInputs(string expected, Dictionary<string, long[]> inputs)
    {
        var run = new RunSimulation(Design.Of(Sum()));
        var launch = new Dictionary<string, long> { ["rows"] = 2, ["columns"] = 1 };
        var diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => run.Run(launch, inputs)).Diagnostics);
        Assert.Equal("MR0404: " + expected, $"{diagnostic.Id}: {diagnostic.Message}");
        Assert.True(diagnostic.Position.IsKnown);
    }
}
