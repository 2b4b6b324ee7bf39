using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>
/// An off-chip memory channel (or several used as one wide one): word-addressed, one reading and one writing port, fixed latency, limited
/// rate.
/// </summary>
public sealed class OffChipMemory : Connection
{
    /// <summary>Describes a memory.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="word">Type of a word; elements of 8, 16, 32 or 64 bits.</param>
    /// <param name="words">Words it holds.</param>
    /// <param name="timing">Latency and rate in cycles of the accelerator's clock.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="DiagnosticException">MR0307: a shape memory cannot hold; MR0315: a timing it cannot have.</exception>
    public OffChipMemory(
        string name, HardwareType word, long words, OffChipTiming timing,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        (Name, Word, Words, Timing, Position) = (name, word, words, timing, new(file, line));
        if (word.Element.Width is not (8 or 16 or 32 or 64) || words < 1)
            throw new DiagnosticException("MR0307", Position,
                $"off-chip memory '{name}' has {words} words of {word}; at least 1 word of elements of 8, 16, 32 or 64 bits is needed");
        if (timing.ReadLatency < 1 || timing.WriteLatency < 1 || timing.CyclesNumerator < 1 || timing.CyclesDenominator < 1)
            throw new DiagnosticException("MR0315", Position,
                $"off-chip memory '{name}' was given {timing}; latencies and both terms of the rate are at least 1");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Type of a word.</summary>
    public HardwareType Word { get; }

    /// <summary>Words it holds.</summary>
    public long Words { get; }

    /// <summary>Latency and rate.</summary>
    public OffChipTiming Timing { get; }

    /// <summary>The line that made it.</summary>
    public SourcePosition Position { get; }

    /// <summary>Bytes of a word.</summary>
    public int WordBytes => Word.Bits / 8;
}

/// <summary>
/// How fast an off-chip memory is, in cycles of the accelerator's clock. Access k + 1 of a port (the first is access 1) comes at the
/// earliest floor(k N / D) - floor((k - 1) N / D) cycles after access k, with N = CyclesNumerator and D = CyclesDenominator: a rational
/// rate, kept exactly; time not used is not saved up.
/// </summary>
/// <param name="ReadLatency">Cycles from a load to its word.</param>
/// <param name="WriteLatency">Cycles from a store to its acknowledgement.</param>
/// <param name="CyclesNumerator">Cycles in which <paramref name="CyclesDenominator"/> words pass.</param>
/// <param name="CyclesDenominator">Words that pass in <paramref name="CyclesNumerator"/> cycles; never more than one a cycle.</param>
public sealed record OffChipTiming(int ReadLatency = 64, int WriteLatency = 32, long CyclesNumerator = 1, long CyclesDenominator = 1)
{
    /// <summary>Timing from bandwidths: a word every max(1, word bytes / bytes per cycle) cycles.</summary>
    /// <param name="wordBytes">Bytes of a word.</param>
    /// <param name="bytesPerSecond">Attainable bandwidth of the channels behind it.</param>
    /// <param name="clockHertz">The accelerator's clock.</param>
    /// <param name="readLatency">Cycles from a load to its word.</param>
    /// <param name="writeLatency">Cycles from a store to its acknowledgement.</param>
    /// <exception cref="DiagnosticException">MR0315: something is not positive.</exception>
    public static OffChipTiming FromBandwidth(
        int wordBytes, long bytesPerSecond, long clockHertz, int readLatency = 64, int writeLatency = 32)
    {
        if (wordBytes < 1 || bytesPerSecond < 1 || clockHertz < 1)
            throw new DiagnosticException("MR0315",
                $"words of {wordBytes} bytes at {bytesPerSecond} bytes per second "
                + $"and a clock of {clockHertz} Hz were given; all three are at least 1");
        var (numerator, denominator) = ((Int128)wordBytes * clockHertz, (Int128)bytesPerSecond);
        if (numerator <= denominator)
            return new OffChipTiming(readLatency, writeLatency);
        Reduce();
        if (numerator > 1 << 20)
        {
            // Counters stay small: the rate is rounded down to a fraction with smaller terms.
            var scale = Int128.Max(1, (denominator << 20) / numerator);
            (numerator, denominator) = (((numerator * scale) + denominator - 1) / denominator, scale);
            Reduce();
        }

        return new OffChipTiming(readLatency, writeLatency, (long)numerator, (long)denominator);

        void Reduce()
        {
            var (a, b) = (numerator, denominator);
            while (b != 0)
                (a, b) = (b, a % b);
            (numerator, denominator) = (numerator / a, denominator / a);
        }
    }
}
