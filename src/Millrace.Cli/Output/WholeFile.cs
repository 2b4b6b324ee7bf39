using System.Text;

namespace Millrace.Cli;

/// <summary>Writes text files that the user names: whole or not at all, UTF-8.</summary>
internal static class WholeFile
{
    private static readonly string[] Devices = ["/dev/", "/proc/", "/sys/"];

    /// <summary>Checks a name before anything is computed.</summary>
    /// <exception cref="UsageException">No file can have that name.</exception>
    public static void Check(string path, string option = "--output")
    {
        if (path.Length == 0) throw new UsageException($"{option}: the name of the file is empty.");
        if (Directory.Exists(path)) throw new UsageException($"{path}: it is a folder, but a file is to be written.");
        // A device would be replaced by a file, for everybody.
        if (Devices.Any(folder => Path.GetFullPath(Target(path)).StartsWith(folder, StringComparison.Ordinal)))
            throw new UsageException($"{path}: it is a device, but a file is to be written.");
    }

    /// <summary>Writes a file; under a temporary name until it is whole.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        Check(path);
        var target = Target(path);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(false));
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            Delete(temporary);
            throw new UsageException($"{path}: it cannot be written ({Reason(e, target)}).", e);
        }
    }

    // Where a link leads: the link stays, its target is written.
    private static string Target(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    private static bool IsRefusal(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static string Reason(Exception e, string path) => e is DirectoryNotFoundException
        ? $"there is no folder {Path.GetDirectoryName(path)}"
        : e.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            // It was never made, or nothing can be done; the first failure is the one to report.
        }
    }
}
