using System.Text;

namespace Millrace.Cli;

/// <summary>Where a command reads and writes: the process's streams, or a test's.</summary>
internal sealed class Terminal
{
    private const int WidthOfFiles = 100; // tables that go to a file or a pipe

    public required Stream In { get; init; }

    /// <summary>Results. Always UTF-8: token bytes must not depend on the locale.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Errors and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether somebody watches <see cref="Error"/>, so that a line may be drawn over.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Characters in a line of <see cref="Out"/>.</summary>
    public int Width { get; init; } = WidthOfFiles;

    public static Terminal OfProcess() => new()
    {
        In = Console.OpenStandardInput(),
        Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true },
        Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
        ErrorIsInteractive = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? WidthOfFiles : Math.Clamp(Console.WindowWidth, 60, 200),
    };
}
