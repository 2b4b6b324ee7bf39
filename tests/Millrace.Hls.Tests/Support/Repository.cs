using System.Runtime.CompilerServices;

namespace Millrace.Hls.Tests;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string Tests => Path.Combine(Root, "tests", "Millrace.Hls.Tests");

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
