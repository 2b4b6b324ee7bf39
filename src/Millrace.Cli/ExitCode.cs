namespace Millrace.Cli;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>What should be equal is not.</summary>
    public const int Difference = 1;

    /// <summary>A mistake in what the user gave; one sentence says which.</summary>
    public const int UserError = 2;

    /// <summary>A mistake in Millrace (EX_SOFTWARE of sysexits.h).</summary>
    public const int InternalError = 70;

    /// <summary>Stopped by Ctrl-C, as shells report it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
