using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>Cycles that one more tile of rows costs: whichever is slowest of weights, rows that come in, and outputs that go out.</summary>
public sealed class LinearTimingTests
{
    private static readonly LinearParameters Engine = new(WeightSource.Memory, 48, 32, BlockOrder.RowMajor(48, 4), 8, 8, 4, 1, 8, 7);

    [Fact]
    public void Weights_bound_a_wide_layer() => Assert.Equal(4 * 7, CyclesOfATile(Engine with { TileRows = 2 }));

    [Fact]
    public void Weights_on_chip_come_as_fast() => Assert.Equal(4 * 7, CyclesOfATile(Engine with { TileRows = 2, Source = WeightSource.Chip }));

    // Nothing between the weights of two column tiles: the array never waits.
    [Fact]
    public void Weights_from_the_host_leave_no_gap() => Assert.Equal(4 * 6, CyclesOfATile(Engine with { TileRows = 1, Source = WeightSource.Host }));

    [Fact]
    public void Every_weight_serves_all_rows_of_a_tile() => Assert.Equal(48 * 7, CyclesOfATile(Engine with { TileRows = 3, Outputs = 48 * 8 }));

    [Fact]
    public void A_slow_memory_bounds_by_its_rate() => Assert.Equal(4 * 7 * 5 / 2, CyclesOfATile(Engine with { TileRows = 2 }, new(CyclesNumerator: 5, CyclesDenominator: 2)));

    [Fact]
    public void Rows_that_come_in_bound_a_narrow_layer() => Assert.Equal(4 * 12, CyclesOfATile(Engine with { Outputs = 8 }));

    [Fact]
    public void Outputs_bound_a_shallow_layer() => Assert.Equal(16 * 4 * 2, CyclesOfATile(Engine with { Inputs = 8, Order = BlockOrder.RowMajor(8, 4), Outputs = 16 * 8 }));

    [Fact]
    public void A_pass_more_costs_its_tiles() => Assert.Equal(5 * 4 * 7, Cycles(Engine with { TileRows = 2, Passes = 7 }, 9) - Cycles(Engine with { TileRows = 2, Passes = 6 }, 9));

    [Fact]
    public void A_last_tile_of_one_row_takes_all_weights_too() => Assert.Equal(4 * 7, Cycles(Engine with { TileRows = 2 }, 21) - Cycles(Engine with { TileRows = 2 }, 20), 3.0);

    private static long Cycles(LinearParameters p, int rows, OffChipTiming? timing = null) =>
        KernelRun.Cycles(p.Define(p.Memory(timing), new byte[p.Passes * p.Shape.PassWords * p.Shape.WeightWord.Lanes]), ("rows", rows));

    /// <summary>Between long inputs, so that start and end drop out, and any gap in the steady state would show.</summary>
    private static double CyclesOfATile(LinearParameters p, OffChipTiming? timing = null) => (Cycles(p, 60 * p.TileRows, timing) - Cycles(p, 40 * p.TileRows, timing)) / 20.0;
}
