namespace Millrace.Accelerators;

/// <summary>How a linear engine is built.</summary>
/// <param name="InputLanes">Inputs multiplied in a cycle for each output.</param>
/// <param name="OutputLanes">Outputs accumulated at a time.</param>
/// <param name="Channels">Off-chip memory channels its weights stream from.</param>
public sealed record EnginePoint(int InputLanes, int OutputLanes, int Channels)
{
    /// <summary>Weights used in a cycle, each one byte.</summary>
    public int WeightsPerCycle => InputLanes * OutputLanes;
}
