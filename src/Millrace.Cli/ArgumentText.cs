using System.Text.Unicode;

namespace Millrace.Cli;

/// <summary>
/// Finds arguments that are not UTF-8. .NET puts U+FFFD in place of what it cannot read, before any of our code runs; only the bytes that
/// the system keeps of the process tell such an argument from one that holds a true U+FFFD.
/// </summary>
internal static class ArgumentText
{
    private const string BytesOfProcess = "/proc/self/cmdline"; // Linux; elsewhere nothing is refused

    /// <summary>The sentence that refuses the first argument of this process which is not UTF-8, or null if all are.</summary>
    public static string? Refusal(string[] args)
    {
        if (!args.Any(IsSuspect)) return null;
        try
        {
            return Refusal(args, File.ReadAllBytes(BytesOfProcess));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="args">What .NET made of the arguments.</param>
    /// <param name="bytes">The bytes of all arguments, a zero behind each. Others stand before: the program, or dotnet and the
    /// program.</param>
    public static string? Refusal(string[] args, ReadOnlySpan<byte> bytes)
    {
        if (bytes is [.., 0]) bytes = bytes[..^1];
        string? refusal = null;
        for (var i = args.Length - 1; i >= 0; i--)
        {
            var start = bytes.LastIndexOf((byte)0) + 1;
            if (IsSuspect(args[i]) && !Utf8.IsValid(bytes[start..]))
                refusal = FormattableString.Invariant($"argument {i + 1}, \"{args[i]}\": it is not UTF-8 text.");
            bytes = bytes[..Math.Max(0, start - 1)];
        }

        return refusal;
    }

    private static bool IsSuspect(string arg) => arg.Contains('\uFFFD', StringComparison.Ordinal);
}
