namespace Millrace.Cli.Tests;

/// <summary>The model that lies beside the program.</summary>
internal static class Bundled
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "shakespeare");
}
