using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a softmax over integer scores. Several rows pass side by side, one element of each in a cycle: TENSOR any number of groups of
/// <see cref="Rows"/> rows x up to <see cref="Longest"/> columns, BLOCK one group, STREAM <see cref="Rows"/> elements a cycle. Section 4 of
/// the arithmetic specification.
/// </summary>
/// <param name="Score">Type of a score.</param>
/// <param name="Rows">Rows side by side.</param>
/// <param name="Longest">Columns of the longest row: what the channels between the passes over a row must hold.</param>
/// <param name="Shift">The shift of the score multipliers.</param>
/// <param name="Loops">The loops around one element, and what it needs to know of its place.</param>
public sealed record SoftmaxShape(ScalarType Score, int Rows, int Longest, int Shift, SoftmaxLoops Loops)
{
    /// <summary>Type of a word of scores.</summary>
    public VectorType ScoreWord => Vec(Score, Rows);

    /// <summary>Type of a probability where a shape names no other, 1.0 = 2^16 saturated.</summary>
    public static ScalarType Probability { get; } = UInt(16);

    /// <summary>Type of a probability; n bits, 1.0 = 2^n saturated.</summary>
    public ScalarType Output { get; init; } = Probability;

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public SoftmaxShape Validate()
    {
        Require(Rows >= 1, "rows", Rows, "at least 1 is needed");
        Require(Longest is >= 1 and <= 65535, "longest", Longest, "1 to 65535 is allowed: the sum of a row is kept in 32 bits");
        Require(Shift is >= 0 and <= 62, "shift", Shift, "0 to 62 is allowed");
        Require(
            Output is { Signed: false, Fraction: 0, Width: >= 4 and <= 16 }, "output", Output.Width,
            "an unsigned integer of 4 to 16 bits is needed");
        Require(Score.Width <= 40 && Score.Fraction == 0, "score", Score.Width, "an integer of at most 40 bits is needed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "softmax", parameter, given, allowed);
    }
}

/// <summary>Opens the loops of a softmax; the innermost is over the columns of a row and calls <paramref name="body"/>.</summary>
public delegate void SoftmaxLoops(ProcessBuilder process, Action<SoftmaxStep> body);

/// <summary>The place of one word of a softmax.</summary>
/// <param name="Column">Index of the innermost loop.</param>
/// <param name="NewMultiplier">Where a new score multiplier is read: the first word of a pass.</param>
/// <param name="Visible">For each row whether this column counts, Bool lanes; null if all do.</param>
public sealed record SoftmaxStep(LoopIndex Column, Guard NewMultiplier, Value? Visible);
