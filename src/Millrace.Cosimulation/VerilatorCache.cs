namespace Millrace.Cosimulation;

/// <summary>
/// Compiled models and libraries, kept by what they were made of. Several processes may use a cache at once: a file is made under a name of
/// its own and renamed when it is whole. The files that were not used for longest go when there are too many.
/// </summary>
/// <param name="folder">Where it is; made when first used.</param>
public sealed class VerilatorCache(string folder)
{
    private const int MostFiles = 512;

    /// <summary>The environment variable that says where the cache is.</summary>
    public const string Variable = "MILLRACE_CACHE";

    /// <summary>The user's cache: the folder that <see cref="Variable"/> names, or else <c>~/.cache/millrace</c>.</summary>
    public static VerilatorCache OfUser { get; } = new(UserFolder());

    /// <summary>A file of the cache.</summary>
    /// <param name="name">Its name; says all that it is made of.</param>
    /// <param name="make">Makes it, at the path given, if it is not there.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="CosimulationException">The folder cannot be written.</exception>
    internal string Get(string name, Action<string> make)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (File.Exists(path))
            {
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
                return path;
            }

            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CosimulationException(
                $"the cache {folder} cannot be used ({e.Message.TrimEnd('.')}); "
                + $"name another in {Variable}, or leave it out with --no-cache.");
        }

        var own = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():n}.tmp";
        try
        {
            make(own);
            File.Move(own, path, overwrite: true);
        }
        finally
        {
            File.Delete(own);
        }

        Prune();
        return path;
    }

    private static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return Path.GetFullPath(given);
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
        return Path.Combine(home, "millrace");
    }

    private void Prune()
    {
        var files = new DirectoryInfo(folder).GetFiles();
        foreach (var old in files.OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostFiles))
        {
            try
            {
                old.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or gone already.
            }
        }
    }
}
