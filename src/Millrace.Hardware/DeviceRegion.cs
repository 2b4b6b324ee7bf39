namespace Millrace.Hardware;

/// <summary>A super logic region: one die of the package.</summary>
/// <param name="Name">Its name, <c>SLR0</c>.</param>
/// <param name="Dynamic">What the shell leaves to designs in it.</param>
public sealed record DeviceRegion(string Name, ResourceVector Dynamic);
