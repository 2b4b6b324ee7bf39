using System.Diagnostics;

namespace Millrace.Cli;

/// <summary>
/// Says on standard error what a command is doing: on a terminal in one line that is drawn over and goes away; in a file a line now and
/// then, and only when the work is long.
/// </summary>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInFile = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private bool _visible;

    /// <summary>Shows what begins now.</summary>
    public void Show(string text)
    {
        lock (_lock)
        {
            if (terminal.ErrorIsInteractive) Draw(text);
            else WriteNowAndThen(text);
        }
    }

    /// <summary>Shows how far something is; call it as often as you like.</summary>
    public void Update(Func<string> text)
    {
        lock (_lock)
        {
            if (!terminal.ErrorIsInteractive) WriteNowAndThen(text());
            else if (_sinceShown.Elapsed >= Redraw) Draw(text());
        }
    }

    /// <summary>Takes the line away, so that something else can be written.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (!_visible) return;
            terminal.Error.Write("\r\e[K");
            _visible = false;
        }
    }

    public void Dispose() => Clear();

    private void Draw(string text)
    {
        terminal.Error.Write($"\r\e[K{text} ...");
        _visible = true;
        _sinceShown.Restart();
    }

    private void WriteNowAndThen(string text)
    {
        if (_sinceShown.Elapsed < LineInFile) return;
        terminal.Error.WriteLine($"{text} ...");
        _sinceShown.Restart();
    }
}
