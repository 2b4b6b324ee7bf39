using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>A choice of precision and boards.</summary>
/// <param name="WeightBits">Bits of a weight.</param>
/// <param name="ActivationBits">Bits of an activation.</param>
/// <param name="Parallelism">How boards share the model.</param>
public readonly record struct Combination(int WeightBits, int ActivationBits, Parallelism Parallelism)
{
    /// <summary><c>W8A8</c>, or <c>W4A8 on 2 x 1 boards</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"W{WeightBits}A{ActivationBits}")
        + (Parallelism.Devices == 1 ? "" : FormattableString.Invariant($" on {Parallelism.Tensor} x {Parallelism.Pipeline} boards"));
}
