using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>Reads a device file: every figure is an object of <c>value</c>, <c>source</c> and, if doubtful, <c>"verified": false</c>.</summary>
internal static class DeviceReader
{
    public static FpgaDevice Read(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement, new FigureSources(file));
        }
        catch (JsonException e)
        {
            throw new HardwareException($"{file}: it is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", e);
        }
        catch (InvalidOperationException e)
        {
            // Strings are decoded on use only, and this is how half a surrogate pair shows up.
            throw new HardwareException($"{file}: it holds a string that is not valid Unicode.", e);
        }
    }

    private static FpgaDevice Read(JsonElement root, FigureSources sources)
    {
        sources.ReadDocuments(root);
        var file = new DeviceObject(root, "", sources);
        file.Has("sources");

        var total = Resources(file.Object("total"));
        var regions = file.Objects("regions").ConvertAll(Region);
        if (regions.Count == 0) throw sources.Error("regions is empty, but a device has at least one");
        var used = regions.Aggregate(default(ResourceVector), (sum, region) => sum + region.Dynamic);
        if (!used.FitsIn(total)) throw sources.Error($"regions hold {used} together, more than the total, {total}");
        var shell = file.Has("shell") ? Resources(file.Object("shell")) : total - used;
        var ceilings = Ceilings(file.Object("ceilings"));
        if (!shell.FitsIn(ceilings.Of(total)))
            throw sources.Error($"the shell, {shell}, leaves nothing of what can be routed, {ceilings.Of(total)}");

        var memories = file.Objects("memories").ConvertAll(o => Memory(o, sources));
        if (memories.Count == 0) throw sources.Error("memories is empty, but a device has at least one");
        var device = new FpgaDevice
        {
            Name = file.Text("name"),
            Title = file.Text("title"),
            DefaultClockMegahertz = file.Positive("clock_mhz"),
            Total = total,
            Regions = regions,
            WiresBetweenRegions = (int?)file.OptionalCount("wires_between_regions"),
            Shell = shell,
            Ceilings = ceilings,
            Memories = [.. memories.OrderByDescending(m => m.AttainableBytesPerSecond)],
            Links = file.Objects("links").ConvertAll(Link),
            ThermalDesignWatts = file.OptionalPositive("thermal_design_watts"),
            Figures = sources.Figures,
        };
        file.Finish();
        return device;
    }

    private static DeviceRegion Region(DeviceObject json)
    {
        var name = json.Text("name");
        return new DeviceRegion(name, Resources(json));
    }

    private static ResourceVector Resources(DeviceObject json)
    {
        var resources = new ResourceVector(json.Count("lut"), json.Count("ff"), json.Count("dsp"), json.Count("bram18"), json.Count("uram"));
        json.Finish();
        return resources;
    }

    private static ResourceCeilings Ceilings(DeviceObject json)
    {
        var ceilings = new ResourceCeilings(
            json.Fraction("lut"), json.Fraction("ff"), json.Fraction("dsp"), json.Fraction("bram"), json.Fraction("uram"));
        json.Finish();
        return ceilings;
    }

    private static DeviceMemory Memory(DeviceObject json, FigureSources sources)
    {
        var channels = (int)json.Count("channels", least: 1, most: 4096);
        var memory = new DeviceMemory
        {
            Name = json.Text("name"),
            CapacityBytes = json.Count("capacity_mib", least: 1, most: 1L << 30) << 20,
            Channels = channels,
            UsableChannels = (int)json.Count("usable_channels", least: 1, most: channels),
            ChannelWidthBits = (int)json.Count("channel_width_bits", least: 8, most: 4096),
            NominalBytesPerSecondPerChannel = (long)Math.Round(1e9 * json.Positive("channel_gb_per_second")),
            AttainableFraction = json.Fraction("attainable_fraction"),
            ReadLatencyNanoseconds = json.Positive("read_latency_ns"),
            WriteLatencyNanoseconds = json.Positive("write_latency_ns"),
        };
        json.Finish();
        return memory.AttainableBytesPerSecondPerChannel > 0
            ? memory
            : throw sources.Error($"memory \"{memory.Name}\" moves less than a byte a second");
    }

    private static DeviceLink Link(DeviceObject json)
    {
        var link = new DeviceLink(json.Text("kind"), (int)json.Count("count", least: 1, most: 1024), json.Positive("gbit_per_second"));
        json.Finish();
        return link;
    }
}
