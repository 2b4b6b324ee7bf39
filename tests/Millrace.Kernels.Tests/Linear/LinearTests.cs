using CsCheck;
using Millrace.Hls;
using Millrace.Models.Quantization;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class LinearTests : KernelTests<LinearParameters>
{
    private static readonly LinearParameters Small = new(WeightSource.Memory, 12, 6, BlockOrder.RowMajor(12, 2), 8, 4, 2, 3, 8, 7);

    [Fact]
    public void The_longest_sums_of_the_largest_products_do_not_wrap()
    {
        var p = new LinearParameters(WeightSource.Memory, 1 << 16, 8, BlockOrder.RowMajor(1 << 16, 8), 1024, 8, 1, 1, 24, 10);
        var memory = p.Memory();
        var simulation = new RunSimulation(Design.Of(p.Define(memory, [])));
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)-128, 1 << 16), .. Enumerable.Repeat((sbyte)127, 7 << 16)];
        simulation[memory].Use(p.Pack(new QuantizedLinear(1 << 16, 8, weights, new int[8], [1, 2, 3, 4, 5, 6, 7, 8], 10, 24)));
        var y = simulation.Run(KernelRun.Arguments(("rows", 1)), KernelRun.Elements(("x", [.. Enumerable.Repeat(-128L, 1 << 16)])))["y"];
        Assert.Equal(Enumerable.Range(1, 8).Select(m => m == 1 ? 1L << 20 : Math.Max(-(1L << 23), -127L * m * (1 << 13))), y);
    }

    // docs/arithmetic.md: half a unit, saturation apart.
    [Theory]
    [InlineData(18)]
    [InlineData(30)]
    public void Errs_by_half_a_unit(int shift)
    {
        var p = new LinearParameters(WeightSource.Memory, 11, 3, BlockOrder.RowMajor(12, 4), 8, 4, 1, 1, 24, shift);
        var memory = p.Memory();
        var simulation = new RunSimulation(Design.Of(p.Define(memory, [])));
        var gen = Gen.Select(Gen.SByte.Array[11], Gen.SByte.Array[33], Gen.Int[-100000, 100000].Array[3], Gen.Int[0, (1 << 17) - 1].Array[3]);
        Samples.Check(gen, 200, s =>
        {
            var (x, w, bias, m) = s;
            simulation[memory].Use(p.Pack(new QuantizedLinear(11, 3, w, bias, m, shift, 24)));
            var y = simulation.Run(KernelRun.Arguments(("rows", 1)), KernelRun.Elements(("x", [.. Integers.Longs(x), 0])))["y"];
            for (var n = 0; n < 3; n++)
            {
                var real = (bias[n] + Enumerable.Range(0, 11).Sum(k => (double)x[k] * w[(n * 11) + k])) * Math.ScaleB(m[n], -shift);
                Assert.InRange(y[n] - Math.Clamp(real, -(1 << 23), (1 << 23) - 1), -0.5, 0.5);
            }
        });
    }

    [Fact]
    public void Weights_on_chip_cost_the_same_cycles_as_from_a_fast_memory_but_for_its_latency()
    {
        var fromMemory = KernelRun.Cycles(Small.Define(Small.Memory(new(ReadLatency: 2)), []), ("rows", 9));
        var onChip = KernelRun.Cycles((Small with { Source = WeightSource.Chip }).Define(Small.Memory(), new byte[Small.Passes * Small.Shape.PassWords * Small.Shape.WeightWord.Lanes]), ("rows", 9));
        Assert.Equal(fromMemory, onChip);
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'linear': 'lanes' is 0; at least 1 is needed", s => s with { InputOrder = new(12, 12, 0) } },
        { "kernel 'linear': 'group_columns' is 3; a positive multiple of the 2 lanes is needed", s => s with { InputOrder = new(12, 3, 2) } },
        { "kernel 'linear': 'columns' is 10; a positive multiple of the 4 columns of a group is needed", s => s with { InputOrder = new(10, 4, 2) } },
        { "kernel 'linear': 'columns' is 0; a positive multiple of the 4 columns of a group is needed", s => s with { InputOrder = new(0, 4, 2) } },
        { "kernel 'linear': 'tile_rows' is 0; at least 1 is needed", s => s with { Tiling = s.Tiling with { TileRows = 0 } } },
        { "kernel 'linear': 'input_lanes' is 4; a multiple of the 2 lanes and at least 8 is needed", s => s with { InputLanes = 4 } },
        { "kernel 'linear': 'input_lanes' is 9; a multiple of the 2 lanes and at least 8 is needed", s => s with { InputLanes = 9 } },
        { "kernel 'linear': 'output_lanes' is 0; a positive multiple of the 2 lanes is needed", s => s with { OutputLanes = 0 } },
        { "kernel 'linear': 'output_lanes' is 5; a positive multiple of the 2 lanes is needed", s => s with { OutputLanes = 5 } },
        { "kernel 'linear': 'inputs' is 8; a multiple of 8 from 12 to 65536 is needed", s => s with { Inputs = 8 } },
        { "kernel 'linear': 'inputs' is 20; a multiple of 8 from 12 to 65536 is needed", s => s with { Inputs = 20 } },
        { "kernel 'linear': 'inputs' is 65544; a multiple of 8 from 12 to 65536 is needed", s => s with { Inputs = 65544 } },
        { "kernel 'linear': 'outputs' is 0; a positive multiple of 4 is needed", s => s with { Outputs = 0 } },
        { "kernel 'linear': 'outputs' is 6; a positive multiple of 4 is needed", s => s with { Outputs = 6 } },
        { "kernel 'linear': 'output' is 33; an integer of at most 32 bits is needed", s => s with { Output = Int(33) } },
        { "kernel 'linear': 'output' is 12; an integer of at most 32 bits is needed", s => s with { Output = Fixed(12, 3) } },
        { "kernel 'linear': 'shift' is -1; 0 to 62 is allowed", s => s with { Shift = -1 } },
        { "kernel 'linear': 'shift' is 63; 0 to 62 is allowed", s => s with { Shift = 63 } },
    };

    public delegate LinearShape WrongShape(LinearShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong)
    {
        var shape = wrong(Small.Shape);
        Assert.Equal(message, Refusal.Of(() => Linear.Define(shape)));
        Assert.Equal(message, Refusal.Of(() => WeightReader.Define(shape)));
        Assert.Equal(message, Refusal.Of(() => ResidentWeights.Define(shape, [])));
    }

    [Fact]
    public void A_memory_that_is_too_small_is_refused() => Assert.Equal(
        "kernel 'linear': 'memory' is 17; at least 18 words are needed",
        Refusal.Of(() => Linear.Streamed(Small.Shape, new OffChipMemory("weights", Small.Shape.WeightWord, 17, new()))));

    [Fact]
    public void Another_number_of_resident_weights_is_refused() => Assert.Equal(
        "kernel 'linear': 'words' is 575; 576 weights are needed for 3 passes",
        Refusal.Of(() => Linear.Resident(Small.Shape, new sbyte[575])));
}
