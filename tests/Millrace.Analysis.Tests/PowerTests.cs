using CsCheck;
using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>Power against measured designs, against numbers worked out by hand, and its order.</summary>
public sealed class PowerTests
{
    private static readonly FpgaDevice U280 = DeviceCatalogue.Find("u280");
    private static readonly ResourceVector Some = new(400_000, 800_000, 4000, 1000, 100);

    // Board, resources, MHz, gigabytes a second (weights of a token over its time), measured watts. Powers are published; of the rest only
    // the slices of FlightLLM and FQ-BERT and the clocks of FlightLLM and of the zcu102 are verified.
    private static readonly (string Board, ResourceVector Used, double Megahertz, double Gigabytes, double Watts)[] Measured =
    [
        ("u280", new(569_000, 653_000, 1780, 778, 111), 245, 62, 30), // Chen et al., GPT-2 Medium
        ("u280", new(520_000, 1_107_000, 3533, 2384, 104), 200, 131, 45), // DFX, one card
        ("u280", new(574_000, 943_000, 6345, 2504, 792), 225, 303, 45), // FlightLLM, LLaMA2-7B
        ("zcu102", new(123_157, 124_433, 1751, 838, 0), 214, 1, 9.8), // FQ-BERT
        ("zcu111", new(201_469, 189_724, 3287, 679, 0), 214, 1, 13.2), // FQ-BERT
        ("kv260", new(98_000, 137_000, 356, 197, 60), 250, 4.3, 4.8), // TeLLMe
        ("kv260", new(78_000, 105_000, 291, 73, 10), 300, 16, 6.6), // LLaMA2-7B W4A16
    ];

    [Fact]
    public void Errors_against_measured_designs()
    {
        var errors = Measured
            .Select(m => (FpgaPower.Watts(DeviceCatalogue.Find(m.Board), m.Used, m.Megahertz, 1e9 * m.Gigabytes).Total / m.Watts) - 1)
            .ToArray();
        Assert.InRange(errors.Max(Math.Abs), 0.16, FpgaWatts.WorstError);
        Assert.InRange(errors.Average(Math.Abs), 0.09, FpgaWatts.MeanError);
    }

    [Fact]
    public void Terms_by_hand()
    {
        var watts = FpgaPower.Watts(U280, Some, 250, 100e9, activity: 0.5);
        Assert.Equal(18e-6 * 1_303_680, watts.Static, 9);
        Assert.Equal(0.5 * 250 * 5e-6 * (2000 + 1000), watts.Logic, 9);
        Assert.Equal(0.5 * 250 * 5e-6 * 4000, watts.Dsp, 9);
        Assert.Equal(0.5 * 250 * 5e-6 * (1000 + 600), watts.BlockMemory, 9);
        Assert.Equal(100e9 * 31.2e-12, watts.OffChip, 9); // HBM2
        Assert.Equal(watts.Static + watts.Logic + watts.Dsp + watts.BlockMemory + watts.OffChip, watts.Total, 9);
        Assert.Equal(10e9 * 160e-12, FpgaPower.Watts(DeviceCatalogue.Find("kv260"), Some, 250, 10e9).OffChip, 9); // DDR4
    }

    [Fact]
    public void Nothing_in_use_takes_the_static_power()
    {
        var idle = FpgaPower.Watts(U280, new ResourceVector(0, 0, 0, 0, 0), 250, 0);
        Assert.Equal(idle.Static, idle.Total);
        Assert.Equal(idle, FpgaPower.Watts(U280, Some, 250, 0, activity: 0));
    }

    [Fact]
    public void Power_grows_with_everything_in_use() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 500], Gen.Double[0, 0.9]).Sample((term, clock, activity) =>
        {
            var bytes = 1e9 * clock;
            var less = FpgaPower.Watts(U280, Some, clock, bytes, activity + 0.05).Total;
            ResourceVector[] one = [new(1, 0, 0, 0, 0), new(0, 1, 0, 0, 0), new(0, 0, 1, 0, 0), new(0, 0, 0, 1, 0), new(0, 0, 0, 0, 1)];
            var more = term < one.Length ? Some + one[term] : Some;
            Assert.True(FpgaPower.Watts(U280, more, clock + 1, bytes + 1e9, activity + 0.1).Total > less);
            if (term < one.Length) Assert.True(FpgaPower.Watts(U280, more, clock, bytes, activity + 0.05).Total > less);
        });

    [Theory]
    [InlineData("a100-80gb-pcie", 96)]
    [InlineData("v100-sxm2", 47.5)]
    public void Power_of_gpus_is_near_the_measured(string gpu, double watts)
    {
        var power = GpuPower.Watts(GpuCatalogue.Find(gpu), Decode(gpu, "gpt2-medium", GpuRuntime.Eager));
        Assert.InRange(Math.Abs((power.Total / watts) - 1), 0, 0.02);
        Assert.StartsWith("calibrated", power.Calibration, StringComparison.Ordinal);
    }

    [Fact]
    public void Floor_of_a_gpu_that_nobody_measured_is_said_to_be_assumed()
    {
        var power = GpuPower.Watts(GpuCatalogue.Find("h200"), Decode("h200", "gpt2-medium", GpuRuntime.Eager));
        Assert.Equal(0.13 * 700, power.Floor, 9);
        Assert.Equal("extrapolated: floor of h200 assumed between those of V100 and A100", power.Calibration);
    }

    [Fact]
    public void A_busy_gpu_nears_its_thermal_design_power()
    {
        var gpu = GpuCatalogue.Find("a100-80gb-pcie");
        var idle = GpuPower.Watts(gpu, Decode(gpu.Name, "gpt2", GpuRuntime.Eager)).Total;
        var busy = GpuPower.Watts(gpu, Decode(gpu.Name, "llama2-13b", GpuRuntime.Graph)).Total;
        Assert.True(idle < 100);
        Assert.InRange(busy, 250, 300);
    }

    [Fact]
    public void Energy_of_a_token()
    {
        Assert.Equal(96 * 9.07e-3, TokenEnergy.Joules(96, 9.07), 9);
        Assert.Equal(0.5, TokenEnergy.Joules(100, 640, 128), 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenEnergy.Joules(1, 1, 0));
    }

    [Fact]
    public void Mistakes_are_one_sentence()
    {
        Refused(-1, 0, 1, "the clock is -1 MHz, but it must be from 0 to 2000 MHz.");
        Refused(250, -1, 1, "the bandwidth in use is -1 bytes/s, but it must be a number from 0.");
        Refused(250, 0, 1.5, "the activity is 1.5, but it must be from 0 to 1.");
        var e = Assert.Throws<AnalysisException>(() => FpgaPower.Watts(U280, new ResourceVector(-1, 0, 0, 0, 0), 250, 0));
        Assert.Equal("the resources in use are -1 LUT, 0 FF, 0 DSP, 0 BRAM18, 0 URAM, but none can be below 0.", e.Message);
    }

    private static void Refused(double clock, double bytes, double activity, string message) =>
        Assert.Equal(message, Assert.Throws<AnalysisException>(() => FpgaPower.Watts(U280, Some, clock, bytes, activity)).Message);

    private static GpuPass Decode(string gpu, string model, GpuRuntime runtime) => GpuEstimator
        .Estimate(new GpuRequest { Shape = ModelCatalogue.Find(model), Gpu = GpuCatalogue.Find(gpu), Runtime = runtime }).Decode!;
}
