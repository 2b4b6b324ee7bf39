namespace Millrace.Hardware;

/// <summary>How many multiply-accumulates a slice or block makes in a cycle for operands up to some widths.</summary>
/// <param name="WeightBits">Widest weight.</param>
/// <param name="ActivationBits">Widest activation.</param>
/// <param name="Macs">Multiply-accumulates each cycle.</param>
public sealed record MacRate(int WeightBits, int ActivationBits, int Macs);
