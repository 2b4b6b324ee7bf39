using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class SystolicTests : KernelTests<SystolicParameters>
{
    private static readonly SystolicParameters Array = new(48, 32, 2, 2, 4, 8, 2, 8, 8, 7);

    // Column tiles x words of inputs, whatever the size of the array: the elements never wait.
    [Theory]
    [InlineData(4, 8, 2)]
    [InlineData(2, 16, 2)]
    [InlineData(1, 4, 1)]
    public void A_tile_of_rows_more_costs_its_products(int rows, int columns, int elementOutputs)
    {
        var array = Array with { Outputs = 144, ArrayRows = rows, ArrayColumns = columns, ElementOutputs = elementOutputs };
        var design = Design.Of(Systolic.Define(array.Shape));
        Assert.Equal(20 * (144 / columns) * 24, KernelRun.Cycles(design, ("rows", 40 * rows)) - KernelRun.Cycles(design, ("rows", 20 * rows)));
    }

    // Four elements more in a row: four hops on the way through, and two words more of the row on the way out.
    [Fact]
    public void An_element_more_in_a_row_costs_a_hop_once()
    {
        Assert.Equal(4 + 2, Beyond(8) - Beyond(4));

        static long Beyond(int columns) => KernelRun.Cycles(
            Systolic.Define((Array with { ArrayRows = 1, ArrayColumns = columns, ElementOutputs = 1 }).Shape), ("rows", 1))
            - (32 / columns * 24);
    }

    [Fact]
    public void Gives_the_bits_of_the_linear_engine()
    {
        var shape = Array.Shape.Linear with { InputLanes = 8 };
        var random = new Random(3);
        var inputs = KernelRun.Elements(
            ("x", Integers.Draw(random, Int(8), 9 * 48)),
            ("weights", Integers.Draw(random, Int(8), 3 * 48 * 32)),
            ("scales", Integers.Draw(random, 0, 1000, 3 * 4 * 16)));
        var arguments = KernelRun.Arguments(("rows", 9));
        Assert.Equal(
            KernelRun.Launch(Linear.Define(shape), arguments, inputs)["y"],
            KernelRun.Launch(Systolic.Define(new(shape, 2)), arguments, inputs)["y"]);
    }

    // 4 x 4 elements of 2 outputs x 2 products: a slice makes two of 8 bits.
    [Theory]
    [InlineData(2, 8, 32)]
    [InlineData(1, 8, 64)]
    [InlineData(2, 16, 64)]
    public void Outputs_of_an_element_share_slices(int elementOutputs, int inputBits, int slices)
    {
        var array = Array with { ElementOutputs = elementOutputs, InputBits = inputBits };
        Assert.Equal(slices, ResourceEstimator.Estimate(Design.Of(Systolic.Define(array.Shape))).Under("array").Dsp);
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'systolic': 'element_outputs' is 0; a divisor of the 8 output lanes is needed", s => s with { ElementOutputs = 0 } },
        { "kernel 'systolic': 'element_outputs' is 3; a divisor of the 8 output lanes is needed", s => s with { ElementOutputs = 3 } },
        { "kernel 'systolic': 'lanes' is 0; at least 1 is needed", s => s with { Linear = s.Linear with { InputOrder = new(48, 48, 0) } } },
        { "kernel 'systolic': 'tile_rows' is 0; at least 1 is needed", s => s with { Linear = s.Linear with { Tiling = new(1, 1, 0) } } },
        { "kernel 'systolic': 'input' is 17; a signed integer of 4 to 16 bits is needed", s => s with { Linear = s.Linear with { Input = Int(17) } } },
        { "kernel 'systolic': 'weight' is 1; a signed integer of 2 to 8 bits is needed", s => s with { Linear = s.Linear with { Weight = Int(1) } } },
        { "kernel 'systolic': 'input_lanes' is 3; a multiple of the 2 lanes and at least 1 is needed",
            s => s with { Linear = s.Linear with { InputLanes = 3 } } },
        { "kernel 'systolic': 'outputs' is 12; a positive multiple of 8 is needed", s => s with { Linear = s.Linear with { Outputs = 12 } } },
    };

    public delegate SystolicShape WrongShape(SystolicShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => Systolic.Define(wrong(Array.Shape))));
}
