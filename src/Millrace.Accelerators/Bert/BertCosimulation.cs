using Millrace.Cosimulation;
using Millrace.Models;

namespace Millrace.Accelerators;

/// <summary>A BERT accelerator's SystemVerilog beside its simulation: the bits and the cycle of every element of the last hidden
/// states.</summary>
public static class BertCosimulation
{
    /// <summary>Runs a sequence alone and, if the design has room for several, twice in flight.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="input">The sequence, without padding.</param>
    /// <param name="settings">Where and how SystemVerilog is compiled.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">A tool is missing or fails.</exception>
    /// <exception cref="ModelException">The sequence does not suit the model.</exception>
    public static CosimulationReport Run(
        BertAccelerator accelerator, BertInput input, CosimulationSettings settings, CancellationToken cancellation = default)
    {
        input.Require(accelerator.Config);
        var launches = new List<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)>();
        for (var sequences = 1; sequences <= Math.Min(2, accelerator.Point.Sequences); sequences++)
        {
            launches.Add((
                BertLaunch.Arguments(sequences, input.Tokens.Length, input.Tokens.Length),
                new Dictionary<string, long[]> { ["embeddings"] = accelerator.Embed([.. Enumerable.Repeat(input, sequences)]) }));
        }

        return settings.Run(accelerator.Data, launches, cancellation);
    }
}
