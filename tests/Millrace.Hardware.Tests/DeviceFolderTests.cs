namespace Millrace.Hardware.Tests;

public sealed class DeviceFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("devices-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_file_dropped_in_the_folder_is_a_board()
    {
        Put("mine", "mine");
        var folder = new DeviceFolder(_path);
        Assert.Equal(["mine"], folder.Names);
        Assert.Equal("mine", DeviceCatalogue.Find("MINE", folder).Name);
        Assert.Equal(DeviceCatalogue.Find("u280").Total, DeviceCatalogue.Find("mine", folder).Total);
        Assert.Equal(
            "there is no device \"mina\"; the nearest names are mine, u200, u250, and a device file (.json) can be given too.",
            Assert.Throws<HardwareException>(() => DeviceCatalogue.Find("mina", folder)).Message);
    }

    [Fact]
    public void A_file_never_hides_a_built_in_board()
    {
        Put("U280", "U280");
        Assert.Empty(new DeviceFolder(_path).Names);
    }

    [Fact]
    public void The_name_in_the_file_is_the_files()
    {
        Put("mine", "yours");
        Assert.Equal(
            $"{Path.Combine(_path, "mine.json")}: name is \"yours\", but in a folder of devices it must be the file's name, \"mine\".",
            Assert.Throws<HardwareException>(() => DeviceCatalogue.Find("mine", new DeviceFolder(_path))).Message);
    }

    [Fact]
    public void A_folder_that_does_not_exist_holds_nothing() => Assert.Empty(new DeviceFolder(Path.Combine(_path, "none")).Names);

    [Fact]
    public void A_folder_that_is_named_must_be_there()
    {
        Put("mine", "mine");
        Assert.Equal(_path, DeviceFolder.Named(_path).Path);
        Assert.EndsWith(Path.Combine("millrace", "devices"), DeviceFolder.Named("").Path, StringComparison.Ordinal);
        var (none, file) = (Path.Combine(_path, "none"), Path.Combine(_path, "mine.json"));
        Assert.Equal(
            $"MILLRACE_DEVICES names {none} as the folder of device files, but there is no such folder.",
            Assert.Throws<HardwareException>(() => DeviceFolder.Named(none)).Message);
        Assert.Equal(
            $"MILLRACE_DEVICES names {file} as the folder of device files, but that is a file.",
            Assert.Throws<HardwareException>(() => DeviceFolder.Named(file)).Message);
    }

    private void Put(string file, string name)
    {
        using var stream = typeof(DeviceCatalogue).Assembly.GetManifestResourceStream("devices/u280.json")!;
        using var reader = new StreamReader(stream);
        File.WriteAllText(Path.Combine(_path, file + ".json"), reader.ReadToEnd().Replace("\"name\": \"u280\"", $"\"name\": \"{name}\"", StringComparison.Ordinal));
    }
}
