using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Gives a <see cref="Rope"/> the cosines and sines of each row's position, from a ROM or from off-chip memory.</summary>
public static class RopeCoefficients
{
    /// <summary>All coefficients in the order of memory: position, word, cosines of its pairs, their sines; 1.0 = 2^16.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="theta">The base of the angles; 10000 as published.</param>
    public static long[] Words(RopeShape s, double theta) =>
        [.. from position in Enumerable.Range(0, s.Context)
            from word in Enumerable.Range(0, s.PartWords)
            from function in new Func<double, double>[] { Math.Cos, Math.Sin }
            from pair in Enumerable.Range(word * s.Pairs, s.Pairs)
            select (long)Math.Floor((65536 * function(position * Math.Pow(theta, -2.0 * pair / s.HeadSize))) + 0.5)];

    /// <summary>The process with a ROM; no input, output a buffer.</summary>
    public static Process Resident(RopeShape s, IReadOnlyList<long> words) => Process.Define("resident_coefficients", p =>
    {
        s.Validate();
        var lanes = s.Context * s.PartWords * s.CoefficientWord.Lanes;
        KernelParameterException.Require(words.Count == lanes, "rope", "words", words.Count, $"{lanes} coefficients are needed");
        var rom = p.Memory("rom", s.CoefficientWord, s.Context * s.PartWords, initial: words);
        Stream(s, p, address => rom.Read(address));
    });

    /// <summary>The process that reads them; input a memory, output a buffer, which wants as many blocks as rows pass while a word is
    /// loaded.</summary>
    public static Process Streamed(RopeShape s) => Process.Define("coefficient_reader", p =>
    {
        s.Validate();
        var memory = p.LoadPort("memory", s.MemoryWord);
        Stream(s, p, address => memory.Load(address).Wrap(RopeShape.Coefficient));
    });

    private static void Stream(RopeShape s, ProcessBuilder p, Func<IndexExpression, Value> word)
    {
        var y = p.BufferOut("coefficients", s.CoefficientWord, s.PartWords);

        p.Loop("pass", s.Passes, _ =>
        p.Loop("row", s.Rows, row =>
        p.Loop("word", s.PartWords, i =>
        {
            // Beyond the context there is nothing; the bound says so to whoever sizes the address.
            var position = IndexExpression.Min(s.Start + row, s.Context - 1);
            y.Write(i, word((position * s.PartWords) + i));
            y.Block(begin: i.IsFirst, commit: i.IsLast);
        })));
    }
}
