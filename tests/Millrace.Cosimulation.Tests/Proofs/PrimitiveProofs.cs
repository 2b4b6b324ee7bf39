namespace Millrace.Cosimulation.Tests;

/// <summary>What the primitives promise, proved for all runs of any length by induction; what is proved is said in each checker. A
/// primitive that is broken on purpose fails the same proof, so that no proof passes because it says nothing.</summary>
public class PrimitiveProofs
{
    [Theory]
    [InlineData("check_pulse", 6, "CYCLES=0")]
    [InlineData("check_pulse", 6, "CYCLES=1")]
    [InlineData("check_pulse", 6, "CYCLES=4")]
    [InlineData("check_delay", 8, "CYCLES=1")]
    [InlineData("check_delay", 8, "CYCLES=2 WIDTH=1")]
    [InlineData("check_delay", 8, "CYCLES=5 WIDTH=3")]
    [InlineData("check_delay", 8, "CROSSING=1 CYCLES=1")]
    [InlineData("check_delay", 8, "CROSSING=1 CYCLES=4")]
    [InlineData("check_delay", 8, "COPIES=2 CYCLES=1")]
    [InlineData("check_delay", 8, "COPIES=5 CYCLES=3")]
    [InlineData("check_delay", 8, "COPIES=3 CYCLES=2 FAN_OUT=4")]
    [InlineData("check_credits", 8, "CREDITS=1 INITIAL=1 LATENCY=1")]
    [InlineData("check_credits", 8, "CREDITS=2 INITIAL=2 LATENCY=1")]
    [InlineData("check_credits", 8, "CREDITS=3 INITIAL=1 LATENCY=2")]
    [InlineData("check_credits", 8, "CREDITS=4 INITIAL=0 LATENCY=4")]
    [InlineData("check_tokens", 8, "TOKENS=1 INITIAL=0 LATENCY=1")]
    [InlineData("check_tokens", 8, "TOKENS=2 INITIAL=2 LATENCY=1")]
    [InlineData("check_tokens", 8, "TOKENS=3 INITIAL=1 LATENCY=2")]
    [InlineData("check_tokens", 8, "TOKENS=4 INITIAL=0 LATENCY=3")]
    [InlineData("check_memory", 6, "WORDS=2 PARTS=1")]
    [InlineData("check_memory", 6, "WORDS=4 PARTS=1")]
    [InlineData("check_memory", 6, "WORDS=3 PARTS=2")]
    [InlineData("check_memory", 6, "WORDS=2 PARTS=2")]
    [InlineData("check_pacer", 4, "PERIOD=3 COUNT=2")]
    [InlineData("check_pacer", 4, "PERIOD=4 COUNT=1")]
    [InlineData("check_pacer", 4, "PERIOD=7 COUNT=3")]
    [InlineData("check_pacer", 4, "PERIOD=9 COUNT=8")]
    [InlineData("check_fifo", 8, "DEPTH=1 LATENCY=1")]
    [InlineData("check_fifo", 8, "DEPTH=2 LATENCY=1")]
    [InlineData("check_fifo", 8, "DEPTH=3 LATENCY=1")]
    [InlineData("check_fifo", 8, "DEPTH=4 LATENCY=1")]
    [InlineData("check_fifo", 8, "DEPTH=1 LATENCY=2")]
    [InlineData("check_fifo", 8, "DEPTH=3 LATENCY=2")]
    [InlineData("check_fifo", 8, "DEPTH=4 LATENCY=3")]
    [InlineData("check_fifo", 8, "DEPTH=2 LATENCY=1 BLOCK=1")]
    [InlineData("check_fifo", 8, "DEPTH=3 LATENCY=1 BLOCK=1")]
    [InlineData("check_fifo", 8, "DEPTH=4 LATENCY=2 BLOCK=1")]
    [InlineData("check_channel", 8, "DEPTH=1 WRITE=1 LATENCY=1 CREDIT=1")]
    [InlineData("check_channel", 8, "DEPTH=2 WRITE=1 LATENCY=1 CREDIT=1")]
    [InlineData("check_channel", 8, "DEPTH=3 WRITE=2 LATENCY=1 CREDIT=2")]
    [InlineData("check_channel", 10, "DEPTH=4 WRITE=2 LATENCY=2 CREDIT=2")]
    public void Holds(string checker, int cycles, string parameters)
    {
        var result = Prover.Run(checker, parameters, cycles);
        Assert.True(result.Holds, $"{result with { Log = "" }}\n{result.Log}");
    }

    [Theory]
    [InlineData("check_pulse", "CYCLES=2", "mr_pulse", "if (rst) stage <= '0;\n      else ", "")]
    [InlineData("check_pulse", "CYCLES=2", "mr_pulse", "q = stage[CYCLES-1]", "q = stage[0]")]
    [InlineData("check_delay", "CYCLES=2", "mr_delay", "stages[(CYCLES-1)*WIDTH+:WIDTH]", "stages[0+:WIDTH]")]
    [InlineData("check_delay", "CROSSING=1 CYCLES=3", "mr_crossing", "stages[(CYCLES-1)*WIDTH+:WIDTH]", "stages[0+:WIDTH]")]
    [InlineData("check_delay", "COPIES=5 CYCLES=3", "mr_broadcast", "from[i/FAN_OUT*WIDTH+:WIDTH]", "from[0+:WIDTH] ^ WIDTH'(i)")]
    [InlineData("check_credits", "CREDITS=2", "mr_credits", "take && !given", "take")]
    [InlineData("check_credits", "CREDITS=2", "mr_credits", "count != '0 || given", "1'b1")]
    [InlineData("check_credits", "LATENCY=2", "mr_credits", "LATENCY - 1", "LATENCY")]
    [InlineData("check_tokens", "TOKENS=2", "mr_tokens", "arrived && !pop", "arrived")]
    [InlineData("check_tokens", "TOKENS=2", "mr_tokens", "count != '0 || arrived", "count != '0")]
    [InlineData("check_tokens", "TOKENS=2", "mr_tokens", "pop && !rst", "1'b0")]
    [InlineData("check_memory", "PARTS=2", "mr_memory", "always_ff @(posedge clk) read_data <= word;", "assign read_data = word;")]
    [InlineData("check_memory", "PARTS=2", "mr_memory", "write && write_part[p]", "write")]
    [InlineData("check_pacer", "PERIOD=3 COUNT=2", "mr_pacer", "sum >= PartBits'(COUNT)", "1'b0")]
    [InlineData("check_pacer", "PERIOD=7 COUNT=3", "mr_pacer", "Whole - 1", "Whole")]
    [InlineData("check_fifo", "DEPTH=3 BLOCK=1", "mr_fifo", "store && write_at == next_at", "1'b0")]
    [InlineData("check_fifo", "DEPTH=3", "mr_fifo", "arrived && !(count == '0 && pop)", "arrived")]
    [InlineData("check_fifo", "DEPTH=3", "mr_fifo", "AddressBits'(Words - 1) ? '0", "AddressBits'(Words) ? '0")]
    [InlineData("check_fifo", "DEPTH=2", "mr_fifo", "pop && !arrived", "pop")]
    [InlineData("check_fifo", "DEPTH=2 LATENCY=2", "mr_fifo", "valid = count != '0 || arrived", "valid = count != '0 || push")]
    [InlineData("check_fifo", "DEPTH=1", "mr_fifo", "if (store) waiting", "if (arrived && pop) waiting")]
    [InlineData("check_channel", "DEPTH=2", "mr_credits", "take && !given", "take && given")]
    [InlineData("check_channel", "DEPTH=2", "mr_fifo", "credit <= pop && !rst", "credit <= arrived && !rst")]
    [InlineData("check_channel", "DEPTH=3 CREDIT=2", "mr_credits", "LATENCY - 1", "0")]
    public void FailsIfItIsBroken(string checker, string parameters, string primitive, string text, string instead) =>
        Assert.False(Prover.Run(checker, parameters, 12, (primitive, text, instead)).Begins);

    [Fact]
    public void EveryPrimitiveIsProved()
    {
        var primitives = Prover.Primitives().Select(f => Path.GetFileNameWithoutExtension(f)["mr_".Length..]);
        var checkers = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Millrace.Cosimulation.Tests", "Proofs"), "check_*.sv")
            .Select(f => Path.GetFileNameWithoutExtension(f)["check_".Length..]);

        // A gate of the clock is no matter of one clock's cycles: it is simulated with every kernel. Words are proved within memories and
        // FIFOs, crossings and broadcasts, with their copies, as delays; what computes is simulated, in ArithmeticTests.
        Assert.Equal(
            ["broadcast", "clock_gate", "copy", "crossing", "dots", "dsp", "level", "multiply", "rom", "words"],
            primitives.Except(checkers).Order(StringComparer.Ordinal));
    }
}
