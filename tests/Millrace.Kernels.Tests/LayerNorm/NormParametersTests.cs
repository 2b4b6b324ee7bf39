using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>What <see cref="LayerNormTests"/> does not show of the reader: what it refuses, and how fast it reads.</summary>
public sealed class NormParametersTests
{
    private static LayerNormShape Shape(int passes) => new() { Width = 20, Columns = 20, Lanes = 1, Passes = passes, Rows = 1, Epsilon = 1, Shift = 0 };

    [Fact]
    public void A_segment_is_a_word_of_scalars_and_a_row() => Assert.Equal(21, NormParameters.SegmentWords(Shape(1)));

    [Fact]
    public void Too_many_scalars_are_refused() => Assert.Equal(
        "kernel 'parameter_reader': 'scalars' is 3; at most 2 fit a word",
        Refusal.Of(() => NormParameters.Define(Shape(1), 1, Int(32), Int(8), Bool)));

    [Fact]
    public void A_reader_for_no_norm_is_refused() => Assert.Equal(
        "kernel 'parameter_reader': 'norms' is 0; at least 1 is needed",
        Refusal.Of(() => NormParameters.Define(Shape(1), 0)));

    [Fact]
    public void A_wrong_shape_is_refused() => Assert.Equal(
        "kernel 'layer_norm': 'lanes' is 0; at least 1 is needed",
        Refusal.Of(() => NormParameters.Define(Shape(1) with { Lanes = 0 }, 1)));

    [Fact]
    public void Scalars_are_narrowed_to_their_types()
    {
        var s = Shape(1);
        var memory = new OffChipMemory("parameters", s.ParameterWord, NormParameters.SegmentWords(s), new());
        var simulation = new RunSimulation(Design.Of(Reader(s, memory, UInt(17), Int(4))));
        BitConverter.TryWriteBytes(simulation[memory].Bytes.AsSpan(), 0x0003_0005);
        BitConverter.TryWriteBytes(simulation[memory].Bytes.AsSpan(4), -3);
        var outputs = simulation.Run(KernelRun.Arguments(), KernelRun.Elements(("x", new long[20])));
        Assert.Equal([0x1_0005L], outputs["scalar_1"]);
        Assert.Equal([-3L], outputs["scalar_2"]);
    }

    /// <summary>For all sequences of a pass the norm holds its row, and scalars are given for each.</summary>
    [Fact]
    public void Sequences_of_a_pass_share_its_parameters()
    {
        var s = Shape(2) with { Sequences = 3 };
        var memory = new OffChipMemory("parameters", s.ParameterWord, 2 * NormParameters.SegmentWords(s), new());
        var design = Design.Of(Reader(s, memory, UInt(17)));
        var simulation = new RunSimulation(design);
        BitConverter.TryWriteBytes(simulation[memory].Bytes.AsSpan(), 7);
        BitConverter.TryWriteBytes(simulation[memory].Bytes.AsSpan(21 * 8), 9);
        var outputs = simulation.Run(KernelRun.Arguments(), KernelRun.Elements(("x", new long[2 * 3 * 20])));
        Assert.Equal([7, 7, 7, 9, 9, 9], outputs["scalar_1"]);
        Assert.Equal(2 * 3 * 20, outputs["y"].Length);
        var reader = new TimingSimulation(design).Run(KernelRun.Arguments()).Processes.Single(p => p.Instance.Path == "parameter_reader");
        Assert.Equal(2 * (3 + 20), reader.Firings);
    }

    // With short rows the reader is what takes time: a word a cycle.
    [Fact]
    public void A_pass_more_costs_a_segment()
    {
        long Cycles(int passes) => KernelRun.Cycles(Reader(Shape(passes), new OffChipMemory("parameters", Shape(1).ParameterWord, 21 * passes, new(ReadLatency: 5)), Bool));
        Assert.Equal(21, Cycles(30) - Cycles(29));
    }

    private static Network Reader(LayerNormShape s, OffChipMemory memory, params ScalarType[] scalars) => Network.Define("reader", n =>
    {
        var parameters = n.Add(NormParameters.Define(s, 1, scalars), memory);
        n.Out("y", n.Add(LayerNorm.Define(s), n.In("x", s.InputWord), parameters["norm_1"]));
        for (var i = 1; i <= scalars.Length; i++)
            n.Out($"scalar_{i}", parameters[$"scalar_{i}"]);
    });
}
