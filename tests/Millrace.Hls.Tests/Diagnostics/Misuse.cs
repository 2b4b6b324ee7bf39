using System.Runtime.CompilerServices;

namespace Millrace.Hls.Tests;

/// <summary>Runs code that is wrong and compares what is said of it, word for word, and the line that is blamed.</summary>
internal sealed class Misuse
{
    private string file = "";
    private int line;
    private int first;

    /// <summary>Marks the line to be blamed.</summary>
    internal void Bad([CallerLineNumber] int at = 0) => line = at;

    /// <summary>Marks a line that the message mentions, as <c>{first}</c>.</summary>
    internal void First([CallerLineNumber] int at = 0) => first = at;

    internal static void Says(string expected, Action<Misuse> wrong, [CallerFilePath] string file = "")
    {
        var misuse = new Misuse { file = file };
        var diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => wrong(misuse)).Diagnostics);
        Assert.Equal(expected.Replace("{first}", $"{new SourcePosition(file, misuse.first)}"), $"{diagnostic.Id}: {diagnostic.Message}");
        Assert.Equal(new SourcePosition(misuse.file, misuse.line), diagnostic.Position);
    }

    /// <summary>A process with an input <c>x</c> and an output <c>y</c>, one loop, and a body.</summary>
    internal static Process Body(Action<ProcessBuilder, Value> body, HardwareType? type = null) => Process.Define("p", p =>
    {
        var (x, y) = (p.In("x", type ?? Language.Int(8)), p.Out("y", Language.Bool));
        p.Loop("i", 4, _ =>
        {
            body(p, x.Read());
            y.Write(1);
        });
    });
}
