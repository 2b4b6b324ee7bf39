using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Gives a linear engine weights that stay on chip: the same words in the same order as <see cref="WeightReader"/>, from a
/// ROM.</summary>
public static class ResidentWeights
{
    /// <summary>The process; no input, outputs weights and scales.</summary>
    /// <param name="s">The shape; passes must be a constant.</param>
    /// <param name="words">All bytes of all words, packed as by <see cref="WeightPacking"/>.</param>
    public static Process Define(LinearShape s, sbyte[] words) => Process.Define("resident_weights", p =>
    {
        s.Validate();
        var passes = s.Tiling.Passes.Maximum;
        KernelParameterException.Require(words.Length == passes * s.PassWords * s.MemoryWord.Lanes, "linear", "words", words.Length,
            $"{passes * s.PassWords * s.MemoryWord.Lanes} weights are needed for {passes} passes");
        var rom = p.Memory("rom", s.MemoryWord, checked((int)(passes * s.PassWords)), initial: Array.ConvertAll(words, w => (long)w));
        WeightReader.Stream(s, p, address => rom.Read(address));
    });
}
