namespace Millrace.Analysis;

/// <summary>An equation with the values that stand in it.</summary>
/// <param name="Name">What it gives.</param>
/// <param name="Equation">In symbols.</param>
/// <param name="Substituted">With values and units.</param>
/// <param name="Value">The result.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Formula(string Name, string Equation, string Substituted, double Value, string Unit);
