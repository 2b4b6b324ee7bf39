using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What Yosys makes of emitted SystemVerilog before any synthesis.</summary>
public static class YosysCheck
{
    /// <summary>Reads a design and checks it: no latch, no driver missing or doubled, no combinational loop.</summary>
    /// <param name="emitted">The design.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it complains of; empty if it is content.</returns>
    /// <exception cref="CosimulationException">Yosys is missing, or refuses the design.</exception>
    public static string Run(SystemVerilogDesign emitted, string folder, CancellationToken cancellation = default)
    {
        var files = emitted.Files.Keys.Where(f => f.EndsWith(".sv", StringComparison.Ordinal) && f != emitted.Testbench + ".sv");
        var script = $"read_verilog -sv {string.Join(' ', files)}; hierarchy -check -top {emitted.Top}; proc; "
            + "select -assert-none t:$dlatch; check -assert";
        return Tool.Run("yosys", "yosys", folder, ["-q", "-p", script], cancellation).Trim();
    }
}
