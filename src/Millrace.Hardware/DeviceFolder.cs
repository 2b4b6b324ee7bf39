namespace Millrace.Hardware;

/// <summary>A folder of device files, one board each: the file <c>mine.json</c> describes the board <c>mine</c>.</summary>
public sealed class DeviceFolder
{
    /// <summary>The environment variable that names the user's folder.</summary>
    public const string Variable = "MILLRACE_DEVICES";

    private const string Extension = ".json";

    /// <param name="path">The folder; one that does not exist holds nothing.</param>
    public DeviceFolder(string path) => Path = path;

    /// <summary>The folder that <see cref="Variable"/> names; without it, <c>millrace/devices</c> in the user's configuration folder.</summary>
    /// <exception cref="HardwareException"><see cref="Variable"/> names what is no folder.</exception>
    public static DeviceFolder OfUser => Named(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The folder of a value of <see cref="Variable"/>.</summary>
    internal static DeviceFolder Named(string? given)
    {
        if (given is not { Length: > 0 })
            return new(System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "millrace", "devices"));
        return Directory.Exists(given)
            ? new(given)
            : throw new HardwareException(
                $"{Variable} names {given} as the folder of device files, but "
                + (File.Exists(given) ? "that is a file." : "there is no such folder."));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The names of its boards, in alphabetical order; a name of the built-in catalogue is not among them.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            try
            {
                return Directory.Exists(Path)
                    ? [.. Directory.EnumerateFiles(Path, "*" + Extension).Select(f => System.IO.Path.GetFileNameWithoutExtension(f)!)
                        .Where(n => !DeviceCatalogue.Names.Contains(n, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)]
                    : [];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new HardwareException($"{Path}: the folder of device files cannot be read ({e.Message.TrimEnd('.')}).", e);
            }
        }
    }

    /// <summary>The board of a name, whatever its case, or null.</summary>
    /// <exception cref="HardwareException">Its file does not describe a board of that name.</exception>
    public FpgaDevice? Find(string name)
    {
        if (Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is not { } known) return null;
        var file = System.IO.Path.Combine(Path, known + Extension);
        var device = DeviceCatalogue.Load(file);
        return device.Name == known
            ? device
            : throw new HardwareException($"{file}: name is \"{device.Name}\", but in a folder of devices it must be the file's name, \"{known}\".");
    }
}
