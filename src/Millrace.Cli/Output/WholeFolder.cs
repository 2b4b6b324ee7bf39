using System.Text;

namespace Millrace.Cli;

/// <summary>Writes folders that the user names: whole or not at all.</summary>
internal static class WholeFolder
{
    /// <summary>Checks a name before anything is computed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="force">Whether one that is there is replaced.</param>
    /// <exception cref="UsageException">It is a file, or there and not empty.</exception>
    public static void Check(string path, bool force)
    {
        if (path.Length == 0) throw new UsageException("--output: the name of the folder is empty.");
        if (File.Exists(path)) throw new UsageException($"{path}: it is a file, but a folder is to be written.");
        if (!force && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new UsageException($"{path}: the folder is not empty; name a new one, or replace it with --force.");
    }

    /// <summary>Checks the name of a folder that must not be there, before anything is computed.</summary>
    /// <exception cref="UsageException">It is a file, or there.</exception>
    public static void CheckNew(string path)
    {
        Check(path, force: true);
        if (Directory.Exists(path)) throw new UsageException($"{path}: the folder is there already; name a new one.");
    }

    /// <summary>Writes text files into a folder beside the named one, and then gives it the name.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> files, bool force, CancellationToken cancellation)
    {
        Check(path, force);
        Write(path, own =>
        {
            foreach (var (name, text) in files)
            {
                cancellation.ThrowIfCancellationRequested();
                var file = Path.Combine(own, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text, new UTF8Encoding(false));
            }
        });
    }

    /// <summary>Has a folder beside the named one filled, and then gives it the name; nothing stays of what fails.</summary>
    /// <param name="path">The folder, which has been checked.</param>
    /// <param name="fill">Writes into the folder that it is given.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, Action<string> fill)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var (own, old) = ($"{target}.{Environment.ProcessId}.tmp", $"{target}.{Environment.ProcessId}.old");
        try
        {
            Directory.CreateDirectory(own);
            fill(own);
            if (Directory.Exists(target)) Directory.Move(target, old);
            Directory.Move(own, target);
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path}: the folder cannot be written ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
        finally
        {
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }
    }
}
