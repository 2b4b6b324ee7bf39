using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class ResidualAddTests : KernelTests<ResidualAddParameters>
{
    [Fact]
    public void Sums_beyond_the_type_stay_at_its_ends() => Assert.Equal(
        [8388607L, -8388608, -2],
        KernelRun.Launch(
            new ResidualAddParameters(Int(24), 3).Define(), KernelRun.Arguments(("words", 1)), KernelRun.Elements(("a", [8388607, -8388608, 5]), ("b", [1, -1, -7])))["y"]);

    [Fact]
    public void A_word_more_costs_a_cycle()
    {
        var design = Design.Of(new ResidualAddParameters(Int(24), 4).Define());
        Assert.Equal(1, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    [Fact]
    public void No_lanes_are_refused() => Assert.Equal("kernel 'residual_add': 'lanes' is 0; at least 1 is needed", Refusal.Of(() => ResidualAdd.Define(Int(24), 0, 1)));
}
