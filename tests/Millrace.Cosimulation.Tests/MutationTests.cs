namespace Millrace.Cosimulation.Tests;

/// <summary>Broken SystemVerilog is found out, and where.</summary>
public sealed class MutationTests
{
    [Fact]
    public void AWrongBitOfAnOutput()
    {
        using var mutant = new Mutant("residual-add", "residual_add_residual_add.sv", "y_data <= (.*);", "y_data <= ($1) ^ 96'd1;");
        var found = mutant.Compare().Difference!;
        Assert.Equal((DifferenceKind.Output, "y", "residual_add", 0, 0), (found.Kind, found.Name, found.Process, found.Number, found.Lane));
        Assert.Equal(1, Math.Abs(found.ExpectedValue!.Value - found.FoundValue!.Value));
        Assert.Equal(found.ExpectedCycle, found.FoundCycle);

        // Without cycles to compare the bit is still found.
        var rested = mutant.Compare(jitter: 7).Difference!;
        Assert.Equal((found.Number, found.ExpectedValue, found.FoundValue), (rested.Number, rested.ExpectedValue, rested.FoundValue));
        Assert.Null(rested.ExpectedCycle);
    }

    [Fact]
    public void AnElementThatComesACycleLate()
    {
        using var mutant = new Mutant("last-rows", "last_rows_last_rows.sv", @"LATENCY\(1\), (.*) x_fifo", "LATENCY(2), $1 x_fifo");
        var found = mutant.Compare().Difference!;
        Assert.Equal((DifferenceKind.Firing, "last_rows", 0), (found.Kind, found.Process, found.Number));
        Assert.Equal("launch 0, process 'last_rows', firing 0: cycle 1 expected, cycle 2 found", $"{found}");

        // Late, but right.
        Assert.Null(mutant.Compare(jitter: 7).Difference);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void AnElementThatIsLost(uint jitter)
    {
        using var mutant = new Mutant("fork", "fork_fork.sv", "b_push <= (.*);", "b_push <= ($1) && i_i != 16'd5;");
        var found = mutant.Compare(jitter).Difference!;
        Assert.Equal((DifferenceKind.Output, "b"), (found.Kind, found.Name));
        Assert.InRange(found.Number, 3, 5);
    }

    [Fact]
    public void AWrongElementBetweenTwoProcessesIsFoundWhereItIsMade()
    {
        using var mutant = new Mutant("softmax", "softmax_row_max.sv", "max_data <= (.*);", "max_data <= ($1) ^ 42'd4;");
        var found = mutant.Compare().Difference!;
        Assert.Equal((DifferenceKind.Channel, "row_max.max", "row_max", 0), (found.Kind, found.Name, found.Process, found.Number));
    }

    [Fact]
    public void AWrongWordInAMemory()
    {
        using var mutant = new Mutant(
            "memory-writer", "memory_writer_memory_writer.sv", "memory_store_data <= (.*);", "memory_store_data <= ($1) ^ 64'h100;");
        var found = mutant.Compare().Difference!;
        Assert.Equal((DifferenceKind.Memory, "memory", 0, 1), (found.Kind, found.Name, found.Number, found.Lane));
        Assert.StartsWith("after the last launch, off-chip memory 'memory', word 0, lane 1: ", $"{found}", StringComparison.Ordinal);
    }
}
