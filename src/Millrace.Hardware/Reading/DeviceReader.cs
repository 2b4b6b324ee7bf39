using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>Reads a device file: every figure is an object of <c>value</c>, <c>source</c> and, if doubtful, <c>"verified": false</c>.</summary>
internal static class DeviceReader
{
    public static FpgaDevice Read(string json, string file) => DataFile.Read(json, file, Read);

    private static FpgaDevice Read(JsonElement root, FigureSources sources)
    {
        var file = new DeviceObject(root, "", sources);
        file.Has("sources");

        var total = Resources(file.Object("total"));
        var regions = file.Objects("regions").ConvertAll(Region);
        for (var i = 1; i < regions.Count; i++)
        {
            if (regions.Take(i).Any(r => r.Name == regions[i].Name))
                throw sources.Error($"regions[{i}].name is \"{regions[i].Name}\", which occurs twice");
        }

        if (regions.Count == 0) throw sources.Error("regions is empty, but a device has at least one");
        var used = regions.Aggregate(default(ResourceVector), (sum, region) => sum + region.Dynamic);
        if (!used.FitsIn(total)) throw sources.Error($"regions hold {used} together, more than the total, {total}");
        var shell = file.Has("shell") ? Resources(file.Object("shell")) : total - used;
        var ceilings = Ceilings(file.Object("ceilings"));
        if (!shell.FitsIn(ceilings.Of(total)))
            throw sources.Error($"the shell, {shell}, leaves nothing of what can be routed, {ceilings.Of(total)}");

        var dsp = DspOf(file, sources, total);
        var hard = file.OptionalObjects("hard_blocks").ConvertAll(o => HardBlock(o, sources));
        if (dsp is null && hard.Count == 0)
            throw sources.Error("total.dsp.value is 0 and there are no hard_blocks, so that nothing could multiply");

        var memories = file.Objects("memories").ConvertAll(o => Memory(o, sources));
        if (memories.Count == 0) throw sources.Error("memories is empty, but a device has at least one");
        var device = new FpgaDevice
        {
            Name = file.Text("name"),
            Title = file.Text("title"),
            DefaultClockMegahertz = file.Positive("clock_mhz"),
            Total = total,
            DspKind = dsp,
            HardBlocks = hard,
            BlockMemories = BlockMemoriesOf(file, sources, total),
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

    private static DspKind? DspOf(DeviceObject file, FigureSources sources, ResourceVector total)
    {
        if (file.OptionalText("dsp_kind") is not { } name)
            return total.Dsp == 0 ? null : throw sources.Error($"dsp_kind is missing, but it must be {KindCatalogue.Listed(KindCatalogue.DspKinds)}");
        return KindCatalogue.FindDsp(name)
            ?? throw sources.Error($"dsp_kind is \"{name}\", but it must be {KindCatalogue.Listed(KindCatalogue.DspKinds)}");
    }

    private static HardComputeBlock HardBlock(DeviceObject json, FigureSources sources)
    {
        var block = new HardComputeBlock
        {
            Kind = json.Text("kind"),
            Count = json.Count("count", least: 1),
            ClockMegahertz = json.Positive("clock_mhz"),
            Rates = MacRatesReader.Read(json, sources),
        };
        json.Finish();
        return block;
    }

    // Block RAMs and UltraRAMs count among the resources; memories of other makers stand apart.
    private static List<BlockMemory> BlockMemoriesOf(DeviceObject file, FigureSources sources, ResourceVector total)
    {
        var memories = new List<BlockMemory>();
        if (total.Bram18 > 0) memories.Add(new BlockMemory(KindCatalogue.FindBlockMemory("BRAM36")!, total.Bram18 / 2));
        if (total.Uram > 0) memories.Add(new BlockMemory(KindCatalogue.FindBlockMemory("URAM")!, total.Uram));
        foreach (var json in file.OptionalObjects("block_memories"))
        {
            var name = json.Text("kind");
            var kind = KindCatalogue.FindBlockMemory(name)
                ?? throw sources.Error($"{json.At("kind")} is \"{name}\", but it must be {KindCatalogue.Listed(KindCatalogue.BlockMemoryKinds)}");
            if (kind.Name is "BRAM36" or "URAM") throw sources.Error($"{json.At("kind")} is \"{name}\", but these are counted in total");
            if (memories.Any(m => m.Kind == kind)) throw sources.Error($"{json.At("kind")} is \"{name}\", which occurs twice");
            memories.Add(new BlockMemory(kind, json.Count("count", least: 1)));
            json.Finish();
        }

        return memories.Count > 0 ? memories : throw sources.Error("there are neither block RAMs in total nor block_memories, but a design needs some");
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
            NominalBytesPerSecondPerChannel = (long)Math.Round(1e9 * json.Positive("channel_gb_per_second", most: 10_000)),
            AttainableFraction = json.Fraction("attainable_fraction"),
            ReadLatencyNanoseconds = json.Positive("read_latency_ns", most: 100_000),
            WriteLatencyNanoseconds = json.Positive("write_latency_ns", most: 100_000),
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
