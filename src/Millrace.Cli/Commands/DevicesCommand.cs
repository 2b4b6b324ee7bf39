using System.CommandLine;
using Millrace.Hardware;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary><c>millrace devices</c>: the boards and GPUs that are known by name.</summary>
internal static class DevicesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "devices",
            $"Lists the boards and GPUs that are known by name, your own among them: device files in the folder that {DeviceFolder.Variable} names, "
            + "or else in millrace/devices of your configuration folder.",
            "millrace devices", "millrace devices --json");
        var json = new JsonOption();
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) =>
        {
            var folder = DeviceFolder.OfUser;
            var boards = DeviceCatalogue.Names.Concat(folder.Names).Select(name => DeviceCatalogue.Find(name, folder));
            var result = new DevicesResult([.. boards.Select(Entry)], [.. GpuCatalogue.All.Select(Entry)]);
            if (json.Read(parsed)) Json.Print(terminal, result);
            else Print(terminal, result);
        });
        return command;
    }

    private static DeviceEntry Entry(FpgaDevice device) => new()
    {
        Name = device.Name,
        Title = device.Title,
        ClockMhz = device.DefaultClockMegahertz,
        Lut = device.Total.Lut,
        Ff = device.Total.FlipFlop,
        Dsp = device.Total.Dsp,
        DspKind = device.DspKind?.Name,
        Int8MacsPerCycle = device.MacsPerCycle(8, 8, device.DefaultClockMegahertz),
        HardBlocks = [.. device.HardBlocks.Select(b => new HardBlockEntry(b.Kind, b.Count, b.ClockMegahertz))],
        BlockMemories = [.. device.BlockMemories.Select(m => new BlockMemoryEntry(m.Kind.Name, m.Count, m.CapacityBits, m.Kind.PortWidthsBits))],
        Regions = device.Regions.Count,
        Memories = [.. device.Memories.Select(m => new MemoryEntry(
            m.Name, m.CapacityBytes, m.Channels, m.NominalBytesPerSecond / 1e9, m.AttainableBytesPerSecond / 1e9))],
        Links = [.. device.Links.Select(l => new LinkEntry(l.Kind, l.Count, l.GigabitsPerSecond))],
        ThermalDesignWatts = device.ThermalDesignWatts,
        Figures = device.Figures.Count,
        UnverifiedFigures = device.Figures.Count(f => !f.Verified),
    };

    private static GpuEntry Entry(GpuDevice gpu) => new()
    {
        Name = gpu.Name,
        Title = gpu.Title,
        Fp16Tflops = gpu.DenseFp16FlopPerSecond / 1e12,
        Int8Tops = gpu.DenseInt8OpPerSecond / 1e12,
        MemoryGb = gpu.MemoryBytes / 1e9,
        MemoryGbPerSecond = gpu.MemoryBytesPerSecond / 1e9,
        ThermalDesignWatts = gpu.ThermalDesignWatts,
        Figures = gpu.Figures.Count,
        UnverifiedFigures = gpu.Figures.Count(f => !f.Verified),
    };

    private static void Print(Terminal terminal, DevicesResult result)
    {
        var console = Tables.Console(terminal);
        var boards = Tables.New("board", "LUT", "DSP", "MAC/cycle", "on-chip MB", "off-chip", "GB/s", "unverified");
        foreach (var d in result.Devices)
            boards.AddRow(
                Markup.Escape(d.Name), $"{d.Lut}", $"{d.Dsp}", Text($"{d.Int8MacsPerCycle:0}"), Text($"{d.BlockMemories.Sum(m => m.CapacityBits) / 8e6:0.0}"),
                Markup.Escape(Text($"{d.Memories[0].CapacityBytes / (double)(1L << 30):0.#} GB {d.Memories[0].Name}")),
                Text($"{d.Memories[0].NominalGbPerSecond:0}"), Text($"{d.UnverifiedFigures} of {d.Figures}"));
        boards.Caption("MAC/cycle: of 8 by 8 bits, by the data sheet; unverified: figures that nobody has found in the document they are said to be of");
        console.Write(boards);
        var gpus = Tables.New("GPU", "FP16 TFLOPS", "INT8 TOPS", "GB", "GB/s", "W", "unverified");
        foreach (var g in result.Gpus)
            gpus.AddRow(
                Markup.Escape(g.Name), Text($"{g.Fp16Tflops:0.#}"), g.Int8Tops is { } tops ? Text($"{tops:0.#}") : "-", Text($"{g.MemoryGb:0}"),
                Text($"{g.MemoryGbPerSecond:0}"), Text($"{g.ThermalDesignWatts:0}"), Text($"{g.UnverifiedFigures} of {g.Figures}"));
        console.Write(gpus);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
