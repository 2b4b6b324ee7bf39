namespace Millrace.Cli;

/// <summary>What <c>emit</c> wrote, for JSON.</summary>
/// <param name="Name">The kernel or the accelerator.</param>
/// <param name="Target">The language or form of package.</param>
/// <param name="Folder">The folder, as it was given.</param>
/// <param name="Files">Paths in the folder, in ordinal order.</param>
internal sealed record EmitResult(string Name, string Target, string Folder, IReadOnlyList<string> Files);
