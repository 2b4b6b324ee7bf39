namespace Millrace.Hardware;

/// <summary>
/// The boards that Millrace knows: one data file each in the assembly, and those in the user's folder, <see cref="DeviceFolder"/>. Others come
/// from files of the same format, by path.
/// </summary>
public static class DeviceCatalogue
{
    private const string Extension = ".json";

    private static readonly EmbeddedFiles BuiltIn = new("devices/");

    /// <summary>The names of all boards that come with Millrace, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => BuiltIn.Names;

    /// <summary>All boards that come with Millrace, in alphabetical order.</summary>
    public static IReadOnlyList<FpgaDevice> All => [.. Names.Select(Find)];

    /// <summary>The board of a name, whatever its case; or, if the name ends in <c>.json</c>, the board that file describes.</summary>
    /// <exception cref="HardwareException">There is no such board or file, or the file does not describe a board.</exception>
    public static FpgaDevice Find(string name) => Find(name, DeviceFolder.OfUser);

    /// <summary>As <see cref="Find(string)"/>, with the boards of another folder.</summary>
    /// <param name="name">A name or a file.</param>
    /// <param name="folder">The folder that user boards lie in.</param>
    /// <exception cref="HardwareException">There is no such board or file, or the file does not describe a board.</exception>
    public static FpgaDevice Find(string name, DeviceFolder folder)
    {
        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return Load(name);
        if (BuiltIn.Known(name) is { } known) return DeviceReader.Read(BuiltIn.Read(known), known + Extension);
        if (folder.Find(name) is { } device) return device;
        throw new HardwareException(
            $"there is no device \"{name}\"; the nearest names are {string.Join(", ", NearestNames.To(name, Names.Concat(folder.Names)))}, "
            + "and a device file (.json) can be given too.");
    }

    /// <summary>The board that a file describes.</summary>
    /// <exception cref="HardwareException">There is no such file, or it does not describe a board.</exception>
    public static FpgaDevice Load(string path) => DeviceReader.Read(DataFile.Text(path), path);
}
