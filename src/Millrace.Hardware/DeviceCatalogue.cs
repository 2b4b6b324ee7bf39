using System.Reflection;

namespace Millrace.Hardware;

/// <summary>The boards that Millrace knows: one data file each, in the assembly; others come from files of the same format.</summary>
public static class DeviceCatalogue
{
    private const string Folder = "devices/";

    private static readonly Assembly Home = typeof(DeviceCatalogue).Assembly;

    /// <summary>The names of all boards, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^".json".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All boards, in alphabetical order.</summary>
    public static IReadOnlyList<FpgaDevice> All => [.. Names.Select(Find)];

    /// <summary>The board of a name, whatever its case; or, if the name ends in <c>.json</c>, the board that file describes.</summary>
    /// <exception cref="HardwareException">There is no such board or file, or the file does not describe a board.</exception>
    public static FpgaDevice Find(string name)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return Load(name);
        var known = Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new HardwareException(
                $"there is no device \"{name}\"; the nearest names are {string.Join(", ", NearestNames.To(name, Names))}, "
                + "and a device file (.json) can be given too.");
        using var stream = Home.GetManifestResourceStream($"{Folder}{known}.json")!;
        using var reader = new StreamReader(stream);
        return DeviceReader.Read(reader.ReadToEnd(), known + ".json");
    }

    /// <summary>The board that a file describes.</summary>
    /// <exception cref="HardwareException">There is no such file, or it does not describe a board.</exception>
    public static FpgaDevice Load(string path)
    {
        try
        {
            return DeviceReader.Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HardwareException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HardwareException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
