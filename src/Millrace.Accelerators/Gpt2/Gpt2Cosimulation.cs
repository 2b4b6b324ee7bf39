using Millrace.Cosimulation;

namespace Millrace.Accelerators;

/// <summary>A GPT-2 accelerator's SystemVerilog beside its simulation: a prompt and decoded tokens, every logit's bits and cycle.</summary>
public static class Gpt2Cosimulation
{
    /// <summary>Runs a sequence on all faces. The accelerator's caches begin as they are; sessions of it should have ended.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="prompt">Tokens of the first launch.</param>
    /// <param name="decoded">Tokens decoded after it, each the likeliest after the ones before.</param>
    /// <param name="settings">Where and how SystemVerilog is compiled.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">A tool is missing or fails.</exception>
    /// <exception cref="Models.ModelException">A token id is out of range, or the context too short.</exception>
    public static CosimulationReport Run(
        Gpt2Accelerator accelerator, int[] prompt, int decoded, CosimulationSettings settings, CancellationToken cancellation = default)
    {
        settings.Progress?.Invoke("choosing tokens");
        var launches = Launches(accelerator, prompt, decoded, cancellation);
        new Gpt2Accelerator.Caches(accelerator).Use(accelerator.Data);
        return settings.Run(accelerator.Data, launches, cancellation);
    }

    /// <summary>The launches of a prompt and of tokens decoded after it, each the likeliest after the ones before.</summary>
    internal static List<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)> Launches(
        Gpt2Accelerator accelerator, int[] prompt, int decoded, CancellationToken cancellation)
    {
        var session = accelerator.StartAccelerator();
        var launches = new List<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)>();
        var tokens = prompt;
        for (var i = 0; i <= decoded; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            launches.Add((
                Gpt2Launch.Arguments(session.Position, tokens.Length, 1),
                new Dictionary<string, long[]> { ["embeddings"] = Gpt2AcceleratorSession.Embed(accelerator, session.Position, tokens) }));
            var logits = session.ForwardInteger(tokens, 1);
            tokens = [Array.IndexOf(logits, logits.Max())];
        }

        return launches;
    }
}
