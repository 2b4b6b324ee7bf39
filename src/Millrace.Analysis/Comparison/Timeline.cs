namespace Millrace.Analysis;

/// <summary>
/// Times and energies of a contender, prompt to last token. Of g generated tokens behind a prompt of l the prefill makes the first; each
/// other has a launch of its own, token i (2 ... g) that of position l + i - 2, the last one that of l + g - 2. Every position is computed
/// once.
/// </summary>
internal sealed class Timeline(IContenderCosts costs)
{
    private readonly Dictionary<int, PhaseCost> _prompts = [];
    private readonly List<double> _milliseconds = [0];
    private readonly List<double> _joules = [0];

    public PhaseCost Prefill(int tokens)
    {
        if (!_prompts.TryGetValue(tokens, out var cost)) _prompts[tokens] = cost = costs.Prefill(tokens);
        return cost;
    }

    public PhaseCost Decode(int position) => costs.Decode(position);

    /// <summary>A prompt and all generated tokens; of none or one, the prompt alone.</summary>
    public (double Milliseconds, double Joules) Total(int prompt, int generated)
    {
        var (cost, last) = (Prefill(prompt), prompt + generated - 1);
        if (generated < 2) return (cost.Milliseconds, cost.Joules);
        Reach(last);
        return (
            cost.Milliseconds + (_milliseconds[last] - _milliseconds[prompt]),
            cost.Joules + (_joules[last] - _joules[prompt]));
    }

    // Sums of all tokens before each position.
    private void Reach(int position)
    {
        for (var at = _milliseconds.Count - 1; at < position; at++)
        {
            var cost = costs.Decode(at);
            _milliseconds.Add(_milliseconds[^1] + cost.Milliseconds);
            _joules.Add(_joules[^1] + cost.Joules);
        }
    }
}
