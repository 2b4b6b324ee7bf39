using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>Reads the data files of slices and memories that many boards share.</summary>
internal static class KindReader
{
    public static DspKind Dsp(JsonElement root, FigureSources sources)
    {
        var file = Open(root, sources);
        var kind = new DspKind { Name = file.Text("name"), Rates = MacRatesReader.Read(file, sources), Figures = sources.Figures };
        file.Finish();
        return kind;
    }

    public static BlockMemoryKind BlockMemory(JsonElement root, FigureSources sources)
    {
        var file = Open(root, sources);
        var kind = new BlockMemoryKind
        {
            Name = file.Text("name"),
            CapacityBits = file.Count("capacity_bits", least: 1),
            PortWidthsBits = [.. file.Objects("port_widths_bits").ConvertAll(o => (int)o.Count("width", least: 1, most: 4096)).Order()],
            Figures = sources.Figures,
        };
        file.Finish();
        return kind;
    }

    private static DeviceObject Open(JsonElement root, FigureSources sources)
    {
        var file = new DeviceObject(root, "", sources);
        file.Has("sources");
        return file;
    }
}
