using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>
/// What the cells of a netlist for UltraScale+ take. A table is a table of six inputs, however few are used: two small functions that could
/// share one are two. Tables used as memory count as many as they fill; multiplexers F7 to F9 and carry chains stand beside the tables and take
/// none; an inverter takes a table. A RAMB36 is two halves.
/// </summary>
internal static class CellCosts
{
    internal static ResourceUse Of(string cell) => cell switch
    {
        "LUT1" or "LUT2" or "LUT3" or "LUT4" or "LUT5" or "LUT6" or "INV" or "LUT6_2" => new(1, 0, 0, 0, 0),
        "FDRE" or "FDSE" or "FDCE" or "FDPE" or "FDRE_1" or "FDSE_1" => new(0, 1, 0, 0, 0),
        "SRL16E" or "SRLC16E" or "SRLC32E" => new(1, 0, 0, 0, 0),
        "RAM32X1S" or "RAM64X1S" => new(1, 0, 0, 0, 0),
        "RAM32X1D" or "RAM64X1D" or "RAM128X1S" => new(2, 0, 0, 0, 0),
        "RAM32M" or "RAM64M" or "RAM128X1D" or "RAM256X1S" => new(4, 0, 0, 0, 0),
        "RAM32M16" or "RAM64M8" or "RAM256X1D" or "RAM512X1S" => new(8, 0, 0, 0, 0),
        "DSP48E2" => new(0, 0, 1, 0, 0),
        "RAMB18E2" => new(0, 0, 0, 1, 0),
        "RAMB36E2" => new(0, 0, 0, 2, 0),
        "URAM288" => new(0, 0, 0, 0, 1),
        "CARRY4" or "CARRY8" or "MUXF7" or "MUXF8" or "MUXF9" or "BUFG" => default,
        _ => throw new CosimulationException($"Yosys used a cell that is not known here: {cell}."),
    };
}
