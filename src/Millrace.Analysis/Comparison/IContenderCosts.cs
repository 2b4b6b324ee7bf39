namespace Millrace.Analysis;

/// <summary>How long a contender takes and what energy; asked for any prompt and any position.</summary>
internal interface IContenderCosts
{
    /// <summary>A prompt, up to the first generated token.</summary>
    PhaseCost Prefill(int tokens);

    /// <summary>One token behind <paramref name="position"/> others.</summary>
    PhaseCost Decode(int position);

    /// <summary>What kind of figure the times of a prompt of some length and what follows are.</summary>
    string Fidelity(int promptTokens);

    /// <summary>The equations with their values, of a prompt and an output length.</summary>
    IReadOnlyList<Formula> Formulas(int promptTokens, int generatedTokens);

    /// <summary>Operators of a prompt; empty where none are told apart.</summary>
    IReadOnlyList<OperatorWork> PrefillWork(int tokens);

    /// <summary>Operators of one token behind others; empty where none are told apart.</summary>
    IReadOnlyList<OperatorWork> DecodeWork(int position);
}
