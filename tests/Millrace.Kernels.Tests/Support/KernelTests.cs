using Millrace.Cosimulation;
using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>What every kernel must stand: a test class that derives from this and names parameter sets gets it all.</summary>
public abstract class KernelTests<TParameters>
    where TParameters : IKernelParameters<TParameters>
{
    public static TheoryData<string> Names => [.. TParameters.Sets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_its_oracle_in_every_bit(string name)
    {
        // Each seed draws other data: uniform, extreme or small, see Integers.
        for (var seed = 0; seed < 6; seed++)
        {
            var kernel = TParameters.Sets[name].Make(new Random(seed));
            var simulation = new RunSimulation(Design.Of(kernel.Network));
            kernel.Prepare(simulation);
            foreach (var launch in kernel.Launches)
            {
                var outputs = simulation.Run(launch.Arguments, launch.Inputs);
                Assert.Equal(launch.Expected.Keys.Order(), outputs.Keys.Order());
                foreach (var (port, expected) in launch.Expected)
                    Assert.Equal(expected, outputs[port]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Runs_to_its_end_in_time_and_gives_as_many_elements_as_in_bits(string name)
    {
        var kernel = TParameters.Sets[name].Make(new Random(0));
        var design = Design.Of(kernel.Network);
        var timing = new TimingSimulation(design);
        foreach (var launch in kernel.Launches)
        {
            var outputs = timing.Run(launch.Arguments).Outputs;
            foreach (var output in design.Outputs)
                Assert.Equal(launch.Expected[output.Name].Length / output.Type.Lanes, outputs[output.Name].Count);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fires_in_every_cycle(string name) =>
        Assert.All(Design.Of(TParameters.Sets[name].Make(new Random(0)).Network).Processes, p => Assert.Equal(1, p.Schedule.InitiationInterval));

    /// <summary>Compiling takes seconds: three sets of each kernel, the first ones.</summary>
    public static TheoryData<string> CosimulatedNames => [.. TParameters.Sets.Keys.Take(3)];

    [Theory]
    [MemberData(nameof(CosimulatedNames))]
    public void Equals_its_SystemVerilog_in_every_bit_cycle_and_firing_and_with_ports_that_rest(string name)
    {
        var kernel = TParameters.Sets[name].Make(new Random(1));
        var design = Design.Of(kernel.Network);
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var verilated = VerilatedDesign.Build(
                design, SystemVerilogEmitter.Emit(design), folder.FullName, new() { Firings = true, Jitter = 0 }, VerilatorCache.OfUser);
            var complaints = verilated.Lint();
            Assert.True(complaints.Length == 0, complaints);
            var report = Compare(verilated);
            Assert.Null(report.Difference);
            Assert.Equal(
                kernel.Launches.Sum(l => design.Outputs.Sum(o => (long)l.Expected[o.Name].Length / o.Type.Lanes)), report.Elements);
            Assert.True(report.Firings > 0);
            Assert.Null(Compare(verilated.WithJitter(5)).Difference);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        CosimulationReport Compare(VerilatedDesign verilated)
        {
            var simulation = new RunSimulation(design, record: true);
            kernel.Prepare(simulation);
            return Cosimulator.Run(verilated, simulation, [.. kernel.Launches.Select(l => (l.Arguments, l.Inputs))]);
        }
    }

    [Theory]
    [MemberData(nameof(CosimulatedNames))]
    public void Equals_its_HLS_Cpp_in_every_bit_of_every_launch(string name)
    {
        var kernel = TParameters.Sets[name].Make(new Random(2));
        var design = Design.Of(kernel.Network);
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var compiled = CompiledHls.Build(VitisHlsEmitter.Emit(design), folder.FullName);
            var simulation = new RunSimulation(design);
            kernel.Prepare(simulation);
            var files = HlsLaunches.Files(compiled.Emitted, simulation, [.. kernel.Launches.Select(l => (l.Arguments, l.Inputs))]);
            var (elements, difference) = compiled.Run(files);
            Assert.Equal("", difference);
            Assert.Equal(
                kernel.Launches.Sum(l => design.Outputs.Sum(o => (long)l.Expected[o.Name].Length / o.Type.Lanes)) + StoredWords(design),
                elements);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static long StoredWords(Design design) =>
            design.Processes.SelectMany(p => p.Memories).Where(m => m.Key is StorePort).Sum(m => m.Value.Words);
    }

    [Fact]
    public void Has_no_latch_no_double_driver_and_no_combinational_loop()
    {
        var emitted = SystemVerilogEmitter.Emit(Design.Of(TParameters.Sets.First().Value.Make(new Random(1)).Network));
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            emitted.WriteTo(folder.FullName);
            Assert.Equal("", YosysCheck.Run(emitted, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static TheoryData<string> FullRateNames => [.. TParameters.Sets.Where(s => s.Value.Make(new Random(0)).FullRate is not null).Select(s => s.Key)];

    [Theory]
    [MemberData(nameof(FullRateNames))]
    public void Loses_no_cycle_to_its_default_depths(string name)
    {
        var kernel = TParameters.Sets[name].Make(new Random(0));
        var (design, launch) = (Design.Of(kernel.Network), kernel.FullRate!);
        var deep = design.WithDepths(ChannelDepths.ForFullRate(design, launch));
        Assert.Equal(new TimingSimulation(deep).Run(launch).Cycles, new TimingSimulation(design).Run(launch).Cycles);
    }
}
