namespace Millrace.Kernels;

/// <summary>A kernel or a parameter that the catalogue does not have; the message is one sentence and names those that it has.</summary>
public sealed class KernelCatalogueException(string message) : Exception(message);
