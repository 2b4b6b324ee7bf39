namespace Millrace.Analysis;

/// <summary>Equation (2): C sum M_i &lt; M_tot.</summary>
internal static class ComputeDemand
{
    /// <summary>Multiply-accumulates each cycle of all engines on one device.</summary>
    public static double MacsPerCycle(in PaperPoint point) => point.LayersOnChip * point.MacsPerCycle.Sum;
}
