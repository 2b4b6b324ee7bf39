namespace Millrace.Cosimulation.Tests;

/// <summary>The same for what stands between a network and the buses of AXI.</summary>
public class AxiProofs
{
    [Theory]
    [InlineData("check_axi_bursts", 5, "")]
    [InlineData("check_axi_bursts", 5, "BEATS=4 STRIDE_BITS=10 MOST=3")]
    [InlineData("check_axi_read", 5, "LATENCY=1 BEATS=1")]
    [InlineData("check_axi_read", 6, "LATENCY=3 BEATS=1 MOST=3")]
    [InlineData("check_axi_read", 6, "LATENCY=2 BEATS=2")]
    [InlineData("check_axi_write", 5, "LATENCY=2 BEATS=1")]
    [InlineData("check_axi_write", 6, "LATENCY=2 BEATS=2")]
    [InlineData("check_axis_source", 6, "DEPTH=2 LATENCY=1")]
    [InlineData("check_axis_source", 6, "DEPTH=3 LATENCY=2")]
    [InlineData("check_axis_sink", 6, "DEPTH=1")]
    [InlineData("check_axis_sink", 6, "DEPTH=3")]
    [InlineData("check_axi_control", 5, "DRAIN=3")]
    public void Holds(string checker, int cycles, string parameters)
    {
        var result = Prover.Run(checker, parameters, cycles);
        Assert.True(result.Holds, $"{result with { Log = "" }}\n{result.Log}");
    }

    [Theory]
    [InlineData("check_axi_bursts", "", "mr_axi_bursts", "&& !new_page", "")]
    [InlineData("check_axi_bursts", "", "mr_axi_bursts", "at == next && ", "")]
    [InlineData("check_axi_bursts", "", "mr_axi_bursts", "close && (!avalid || aready)", "close")]
    [InlineData("check_axi_bursts", "BEATS=4 STRIDE_BITS=10", "mr_axi_bursts", "12'(count) * 12'(BEATS)", "12'(count)")]
    [InlineData("check_axi_read", "", "mr_axi_read", "ready == RoomBits'(delivered)", "1'b0")]
    [InlineData("check_axi_read", "BEATS=2", "mr_axi_read", "{beat_data, earlier}", "{earlier, beat_data}")]
    [InlineData("check_axi_read", "", "mr_axi_read", "if (step) loads", "loads")]
    [InlineData("check_axi_read", "", "mr_axi_read", "rvalid && rresp[1]", "rvalid && rresp[0]")]
    [InlineData("check_axi_write", "", "mr_axi_write", "bvalid && bresp[1]", "bresp[1]")]
    [InlineData("check_axi_write", "", "mr_axi_write", "safe == RoomBits'(delivered)", "1'b0")]
    [InlineData("check_axi_write", "", "mr_axi_write", "left == CountBits'(1)", "1'b1")]
    [InlineData("check_axi_write", "BEATS=2", "mr_axi_write", "wlast = final_word && number == '0", "wlast = final_word")]
    [InlineData("check_axi_write", "", "mr_axi_write", "stores = store && step", "stores = store")]
    [InlineData("check_axis_source", "", "mr_axis_source", "waiting && room && step", "waiting && step")]
    [InlineData("check_axis_source", "", "mr_axis_source", "if (step) data <= head", "data <= head")]
    [InlineData("check_axis_source", "", "mr_axis_source", "tready = level != 2'd2", "tready = 1'b1")]
    [InlineData("check_axis_sink", "", "mr_axis_sink", "held && (!tvalid || tready)", "held")]
    [InlineData("check_axis_sink", "", "mr_axis_sink", "tlast <= !waiting", "tlast <= 1'b0")]
    [InlineData("check_axis_sink", "", "mr_axis_sink", "credit && step", "credit")]
    [InlineData("check_axi_control", "", "mr_axi_control", "&& state == WAITING && !asked && write_at", "&& write_at")]
    [InlineData("check_axi_control", "", "mr_axi_control", "STARTING: if (step)", "STARTING: if (idle)")]
    [InlineData("check_axi_control", "", "mr_axi_control", "else if (bready) bvalid <= 1'b0", "else bvalid <= 1'b0")]
    public void FailsIfItIsBroken(string checker, string parameters, string primitive, string text, string instead) =>
        Assert.False(Prover.Run(checker, parameters, 16, (primitive, text, instead)).Begins);
}
