using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// The boards and GPUs of a request under names that differ. A device that is given twice with the same figures is one; another of the same
/// name, such as a file beside the catalogue's, has a number.
/// </summary>
internal sealed class CompareDevices
{
    private readonly List<(FpgaDevice Device, string Name)> _boards = [];
    private readonly List<(GpuDevice Device, string Name)> _gpus = [];
    private readonly NumberedNames _names = new();
    private readonly int _given;

    public CompareDevices(CompareRequest r)
    {
        foreach (var device in r.Devices) Add(device);
        _given = _boards.Count;
        foreach (var design in r.Designs) Add(design.Device);
        foreach (var gpu in r.Gpus.Where(gpu => !_gpus.Any(g => Same(g.Device, gpu)))) _gpus.Add((gpu, _names.Next(gpu.Name)));
    }

    /// <summary>Boards that were given as such.</summary>
    public IEnumerable<FpgaDevice> Boards => Every.Take(_given);

    /// <summary>The same and those of designs.</summary>
    public IEnumerable<FpgaDevice> Every => _boards.Select(b => b.Device with { Name = b.Name });

    public IEnumerable<GpuDevice> Gpus => _gpus.Select(g => g.Device with { Name = g.Name });

    public string Name(FpgaDevice device) => _boards.First(b => Same(b.Device, device)).Name;

    private void Add(FpgaDevice device)
    {
        if (!_boards.Any(b => Same(b.Device, device))) _boards.Add((device, _names.Next(device.Name)));
    }

    // Every number of a device is among its figures.
    private static bool Same(FpgaDevice a, FpgaDevice b) => (a.Name, a.Title) == (b.Name, b.Title) && a.Figures.SequenceEqual(b.Figures);

    private static bool Same(GpuDevice a, GpuDevice b) => (a.Name, a.Title) == (b.Name, b.Title) && a.Figures.SequenceEqual(b.Figures);
}
