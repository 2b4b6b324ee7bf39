using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Accelerators;

/// <summary>A design and two launches on which a prediction of cycles is held against the simulation.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Design">What is built.</param>
/// <param name="Device">The device.</param>
/// <param name="PromptTokens">Tokens of the prefill, from position 0 on.</param>
/// <param name="PromptLogits">How many of its last tokens want logits.</param>
/// <param name="DecodePosition">Position of the token that is decoded.</param>
public sealed record ValidationPoint(
    string Name, DesignPoint Design, FpgaDevice Device, int PromptTokens, int PromptLogits, int DecodePosition);
