using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>The loop over sequences that go through a pass one after the other; none where there is only ever one.</summary>
internal static class SequenceLoop
{
    /// <summary>Opens it.</summary>
    /// <param name="process">Where.</param>
    /// <param name="sequences">How many.</param>
    /// <param name="body">What happens for each.</param>
    internal static void Sequences(this ProcessBuilder process, IndexExpression sequences, Action body) =>
        process.Sequences(sequences, (_, _) => body());

    /// <summary>Opens it.</summary>
    /// <param name="process">Where.</param>
    /// <param name="sequences">How many.</param>
    /// <param name="body">What happens for each; whether it is the first, whether it is the last.</param>
    internal static void Sequences(this ProcessBuilder process, IndexExpression sequences, Action<Guard, Guard> body)
    {
        if (sequences.IsOne())
            body(Guard.Always, Guard.Always);
        else
            process.Loop("sequence", sequences, sequence => body(sequence.IsFirst, sequence.IsLast));
    }

    /// <summary>Whether it is 1 in every launch.</summary>
    internal static bool IsOne(this IndexExpression sequences) => sequences is ConstantIndex { Value: 1 };
}
