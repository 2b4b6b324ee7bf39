namespace Millrace.Cli;

/// <summary><c>millrace kernels --json</c>.</summary>
internal sealed record KernelsResult(IReadOnlyList<KernelEntry> Kernels);

/// <summary>A kernel of the library.</summary>
internal sealed record KernelEntry(string Name, string Summary, IReadOnlyList<KernelParameterEntry> Parameters);

/// <summary>A parameter of a kernel.</summary>
internal sealed record KernelParameterEntry(string Name, string Meaning, string Default, string Allowed);
