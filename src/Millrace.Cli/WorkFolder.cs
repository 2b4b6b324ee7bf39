namespace Millrace.Cli;

/// <summary>A folder that a command works in: the user's, which stays, or one that goes when the command ends.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _isTemporary;

    private WorkFolder(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    /// <summary>A folder of the user's, made if it is not there.</summary>
    /// <exception cref="UsageException">It is not empty, or cannot be made.</exception>
    public static WorkFolder Kept(string path)
    {
        try
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new UsageException($"{path}: the folder is not empty; name a new one.");
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{path}: the folder cannot be made ({e.Message.TrimEnd('.')}).");
        }

        return new WorkFolder(path, false);
    }

    /// <summary>A folder of its own.</summary>
    public static WorkFolder Temporary() => new(Directory.CreateTempSubdirectory("millrace_").FullName, true);

    public void Dispose()
    {
        if (_isTemporary) Directory.Delete(Path, recursive: true);
    }
}
