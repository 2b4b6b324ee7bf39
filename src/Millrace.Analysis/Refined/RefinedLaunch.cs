namespace Millrace.Analysis;

/// <summary>What the refined form says of one launch: a prompt, or a token behind it.</summary>
/// <param name="Cycles">From the start until the last logit has left.</param>
/// <param name="LayerCycles">Of that, what passes until the last row has left the first layer.</param>
/// <param name="HeadCycles">Of that, what passes after the last layer.</param>
public readonly record struct RefinedLaunch(double Cycles, double LayerCycles, double HeadCycles);
