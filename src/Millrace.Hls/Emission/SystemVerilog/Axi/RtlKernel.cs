namespace Millrace.Hls;

/// <summary>A design as an RTL kernel of Vitis: one module with control by AXI4-Lite, an AXI4 master a memory, an AXI4-Stream a
/// channel.</summary>
/// <param name="Name">The kernel, its top module.</param>
/// <param name="Files">Text by path, relative to the kernel's folder: what is synthesized in <c>hdl</c>, a version of the clock gate for
/// Xilinx devices in <c>xilinx</c>, the kernel's description and the script that packages it.</param>
/// <param name="Registers">What the host writes and reads, in the order of their offsets.</param>
/// <param name="Streams">The network's inputs and outputs.</param>
/// <param name="Memories">Its off-chip memories.</param>
public sealed record RtlKernel(
    string Name, IReadOnlyDictionary<string, string> Files, IReadOnlyList<KernelRegister> Registers,
    IReadOnlyList<KernelStream> Streams, IReadOnlyList<KernelMemory> Memories)
{
    /// <summary>Writes all files below a folder, which is made if it is not there.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
