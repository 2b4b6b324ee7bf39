namespace Millrace.Hardware;

/// <summary>The GPUs that Millrace knows: one data file each in the assembly; others come from files of the same format.</summary>
public static class GpuCatalogue
{
    private const string Extension = ".json";

    private static readonly EmbeddedFiles BuiltIn = new("gpus/");

    /// <summary>The names of all GPUs, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => BuiltIn.Names;

    /// <summary>All GPUs, in alphabetical order.</summary>
    public static IReadOnlyList<GpuDevice> All => [.. Names.Select(Find)];

    /// <summary>The GPU of a name, whatever its case; or, if the name ends in <c>.json</c>, the GPU that file describes.</summary>
    /// <exception cref="HardwareException">There is no such GPU or file, or the file does not describe a GPU.</exception>
    public static GpuDevice Find(string name)
    {
        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return Load(name);
        var known = BuiltIn.Known(name) ?? throw new HardwareException(
            $"there is no GPU \"{name}\"; the nearest names are {string.Join(", ", NearestNames.To(name, Names))}, and a GPU file (.json) can be given too.");
        return DataFile.Read(BuiltIn.Read(known), known + Extension, GpuReader.Read);
    }

    /// <summary>The GPU that a file describes.</summary>
    /// <exception cref="HardwareException">There is no such file, or it does not describe a GPU.</exception>
    public static GpuDevice Load(string path) => DataFile.Read(DataFile.Text(path), path, GpuReader.Read);
}
