namespace Millrace.Analysis;

/// <summary>One phase of a refined estimate: the prompt, or one token behind it.</summary>
/// <param name="LayerCycles">One layer through its engines.</param>
/// <param name="Cycles">All layers and the head.</param>
/// <param name="Milliseconds">The same at the clock.</param>
/// <param name="OperatorCycles">Cycles in which each operator's engine is at work in one layer: its demand, whole tiles of tokens.</param>
/// <param name="BytesPerSecond">Mean bandwidth that weights draw on one device.</param>
/// <param name="Watts">Mean power of all devices.</param>
/// <param name="JoulesPerToken">Energy of a token read or made.</param>
/// <param name="Bound">What takes most of the time: <c>compute</c>, <c>bandwidth</c> or <c>dependencies</c>.</param>
public sealed record RefinedPhase(
    double LayerCycles, double Cycles, double Milliseconds, PerOperator OperatorCycles, double BytesPerSecond,
    FpgaWatts Watts, double JoulesPerToken, string Bound);
