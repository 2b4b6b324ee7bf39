using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>Reads the data file of a GPU.</summary>
internal static class GpuReader
{
    public static GpuDevice Read(JsonElement root, FigureSources sources)
    {
        var file = new DeviceObject(root, "", sources);
        file.Has("sources");
        var gpu = new GpuDevice
        {
            Name = file.Text("name"),
            Title = file.Text("title"),
            DenseFp16FlopPerSecond = 1e12 * file.Positive("fp16_tflops"),
            DenseInt8OpPerSecond = 1e12 * file.OptionalPositive("int8_tops"),
            MemoryBytes = (long)Math.Round(1e9 * file.Positive("memory_gb")),
            MemoryBytesPerSecond = (long)Math.Round(1e9 * file.Positive("memory_gb_per_second")),
            ThermalDesignWatts = file.Positive("thermal_design_watts"),
            Figures = sources.Figures,
        };
        file.Finish();
        return gpu;
    }
}
