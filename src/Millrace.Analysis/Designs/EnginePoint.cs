namespace Millrace.Analysis;

/// <summary>How a linear engine is built.</summary>
/// <param name="InputLanes">Inputs multiplied in a cycle for each output.</param>
/// <param name="OutputLanes">Outputs accumulated at a time.</param>
/// <param name="Channels">Off-chip memory channels its weights stream from.</param>
/// <param name="PrefetchWords">
/// Words of <see cref="WeightsPerCycle"/> weights that can wait on chip for the engine, beyond those that hide the memory's latency: they
/// come
/// while another engine is at work, so that an engine can be wider than its channels.
/// </param>
public sealed record EnginePoint(int InputLanes, int OutputLanes, int Channels, int PrefetchWords = 0)
{
    /// <summary>Weights used in a cycle.</summary>
    public int WeightsPerCycle => InputLanes * OutputLanes;
}
