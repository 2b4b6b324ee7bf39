namespace Millrace.Hls;

/// <summary>Scalar operations of the <i>run</i> face that are no single instruction.</summary>
internal static class Scalars
{
    internal static long Wrap(long x, int width, bool signed) =>
        signed ? x << (64 - width) >> (64 - width) : (long)((ulong)x << (64 - width) >> (64 - width));

    internal static long Clamp(long x, long least, long most) => Math.Min(Math.Max(x, least), most);

    internal static long LeadingZeros(long x, int width) => long.LeadingZeroCount(x) - (64 - width);

    /// <summary>floor(x / 2^k + 1/2) without a sum that could overflow; k = 0 gives x.</summary>
    internal static long RoundShift(long x, long k) => k == 0 ? x : (x >> (int)k) + ((x >> (int)(k - 1)) & 1);

    internal static long ShiftBy(ShiftOperation operation, long x, long k, int width, bool signed) => operation switch
    {
        ShiftOperation.Left => Wrap(x << (int)k, width, signed),
        ShiftOperation.Right => x >> (int)k,
        _ => RoundShift(x, k),
    };

    /// <summary>Checks a run-time address or lane number.</summary>
    /// <exception cref="DiagnosticException">MR0403: outside what is there.</exception>
    internal static int Check(long index, long count, string what, SourcePosition position)
    {
        if ((ulong)index >= (ulong)count)
            Fail(index, count, what, position);
        return (int)index;
    }

    /// <summary>Checks that a word rests as long as the author of a memory claimed.</summary>
    /// <exception cref="DiagnosticException">MR0405: it is read too soon.</exception>
    internal static void CheckDistance(long[] writtenAt, int word, long firing, Memory memory, string process)
    {
        if (firing - writtenAt[word] < memory.Distance)
            Fail(writtenAt[word], word, firing, memory, process);
    }

    private static void Fail(long written, int word, long firing, Memory memory, string process) =>
        throw new DiagnosticException("MR0405", memory.Position,
            $"process '{process}': word {word} of memory '{memory.Name}' is written in firing {written} "
            + $"and read in firing {firing} (the first is 0), {firing - written} later, "
            + $"but a distance of {memory.Distance} was claimed; claim {firing - written} or keep the firings apart");

    private static void Fail(long index, long count, string what, SourcePosition position) =>
        throw new DiagnosticException("MR0403", position,
            $"{what} was accessed at {index}; it has 0 to {count - 1}: keep the index within");
}
