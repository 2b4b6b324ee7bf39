namespace Millrace.Hardware;

/// <summary>Network ports of one kind.</summary>
/// <param name="Kind">What they speak, <c>100 GbE</c>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="GigabitsPerSecond">Of one, in each direction.</param>
public sealed record DeviceLink(string Kind, int Count, double GigabitsPerSecond);
