using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary>How the next token is chosen, and how many there will be.</summary>
internal sealed class SamplingOptions
{
    private const int DefaultTokens = 64;

    private readonly Option<int?> _most = Numbers.Integer("--max-new-tokens", $"The most tokens to generate [default: {DefaultTokens}].", "N", 0);

    private readonly Option<double?> _temperature = Numbers.Real(
        "--temperature", "What logits are divided by; 0 always takes the likeliest token [default: 0.8].", "T", "a number of at least 0",
        value => value >= 0 && double.IsFinite(value));

    private readonly Option<int?> _topK = Numbers.Integer("--top-k", "How many of the likeliest tokens to choose from; 0 for all [default: 40].", "K", 0);

    private readonly Option<ulong?> _seed = Numbers.Unsigned("--seed", "Where the random numbers start [default: 0].", "S");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _most, _temperature, _topK, _seed }) command.Add(option);
    }

    public int MostTokens(ParseResult parsed) => parsed.GetValue(_most) ?? DefaultTokens;

    public Sampler Sampler(ParseResult parsed) => new(new SamplerOptions
    {
        Temperature = parsed.GetValue(_temperature) ?? 0.8,
        TopK = parsed.GetValue(_topK) ?? 40,
        Seed = parsed.GetValue(_seed) ?? 0,
    });
}
