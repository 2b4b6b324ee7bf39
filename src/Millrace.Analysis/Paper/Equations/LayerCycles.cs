namespace Millrace.Analysis;

/// <summary>The two parts of equations (8), (9) and (14): how long one layer takes, cycles.</summary>
/// <param name="First">l d^2 / M_k: the keys must be there before attention can begin.</param>
/// <param name="Slowest">The slowest of all engines, of loading weights and of the all-reduce: what the pipeline runs at.</param>
internal readonly record struct LayerCycles(double First, double Slowest)
{
    /// <summary>One layer through its engines.</summary>
    public double Layer => First + Slowest;

    /// <summary>All N layers: N / C passes of the layers on chip; on several devices C counts those of the whole row.</summary>
    public double Model(int layers, int layersOnChip) => (double)layers / layersOnChip * (First + (layersOnChip * Slowest));
}
