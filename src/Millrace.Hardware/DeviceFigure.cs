namespace Millrace.Hardware;

/// <summary>One number of a device file with its origin.</summary>
/// <param name="Path">Where it stands in the file, <c>memories[0].channels</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Source">The document it was taken from, or <c>assumption</c>.</param>
/// <param name="Verified">Whether somebody has found the number in that document.</param>
public sealed record DeviceFigure(string Path, double Value, string Source, bool Verified);
