namespace Millrace.Kernels;

internal static class LinearResidentEntry
{
    private const int MostWeights = 1 << 24;

    internal static CatalogueKernel Kernel { get; } = new(
        "linear-resident", "The linear engine with weights kept on chip; here they are drawn at random.", LinearEntry.Parameters,
        v =>
        {
            var shape = LinearEntry.Shape(v);
            var weights = shape.Tiling.Passes.Maximum * shape.PassWords * shape.MemoryWord.Lanes;
            KernelParameterException.Require(
                weights <= MostWeights, "linear-resident", "outputs", shape.Outputs,
                FormattableString.Invariant($"{weights} weights would be kept on chip, and {MostWeights} is the most"));
            var words = new byte[weights];
            new Random(1).NextBytes(words);
            return (Linear.Resident(shape, Array.ConvertAll(words, w => (sbyte)w)), LinearEntry.Launch(v));
        });
}
