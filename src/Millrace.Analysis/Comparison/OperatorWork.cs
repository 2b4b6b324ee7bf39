namespace Millrace.Analysis;

/// <summary>What one operator does in a phase, all layers together.</summary>
/// <param name="Name">The operator: <c>qkv</c>, <c>a1</c>, <c>a2</c>, <c>p</c>, <c>f1</c>, <c>f2</c> or <c>head</c>.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="Bytes">What passes between it and off-chip memory.</param>
public readonly record struct OperatorWork(string Name, double Macs, double Bytes);
