using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>What a design point takes to the cycle, without weights: a layer, the whole model, several sequences in flight; and the
/// resources of its graph.</summary>
/// <param name="Layer">One layer alone.</param>
/// <param name="Model">All layers: an encoder's sequence, a decoder's prompt with one row of logits.</param>
/// <param name="InFlight">Several sequences of an encoder in one launch; null where one was asked for.</param>
/// <param name="Decode">A decoder's token behind the prompt; null where no position is left, and of an encoder.</param>
/// <param name="Resources">The estimate from the graph.</param>
/// <param name="Multiplications">Multiplications of one sequence or prompt: linear layers, scores, mixes, of a decoder one row of
/// logits.</param>
public sealed record DesignTimes(
    LaunchReport Layer, LaunchReport Model, LaunchReport? InFlight, LaunchReport? Decode, ResourceVector Resources, long Multiplications)
{
    /// <summary>Simulates a design point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="device">Its device.</param>
    /// <param name="tokens">Tokens of a sequence or prompt.</param>
    /// <param name="sequences">Sequences in flight, of an encoder.</param>
    /// <exception cref="DesignPointException">The point does not fit itself or the device, or has no room for so many tokens or
    /// sequences.</exception>
    public static DesignTimes Of(DesignPoint point, FpgaDevice device, int tokens, int sequences)
    {
        if (tokens > point.Model.ContextLength)
            throw new DesignPointException($"the design has room for {point.Model.ContextLength} tokens, and {tokens} were asked for.");
        if (sequences > point.Sequences)
            throw new DesignPointException(
                $"the design has room for {point.Sequences} sequences at a time, and {sequences} were asked for.");
        var one = point.OneLayer();
        if (point.Model.IsEncoder)
        {
            var timing = BertTiming.Build(point, device);
            return new(
                BertTiming.Build(one, device).Time(1, tokens), timing.Time(1, tokens),
                sequences > 1 ? timing.Time(sequences, tokens) : null, null,
                ResourceCheck.Vector(ResourceEstimator.Estimate(timing.Design).Total), MultiplicationsOf(point.Model, tokens));
        }

        var decoder = Gpt2Timing.Build(point, device);
        return new(
            Gpt2Timing.Build(one, device).Time(0, tokens, 1), decoder.Time(0, tokens, 1), null,
            tokens < point.Model.ContextLength ? decoder.Time(tokens, 1, 1) : null,
            ResourceCheck.Vector(ResourceEstimator.Estimate(decoder.Design).Total), MultiplicationsOf(point.Model, tokens));
    }

    private static long MultiplicationsOf(ModelShape m, long tokens)
    {
        var layer = (4L * m.Width * m.Width) + (2L * m.Width * m.InnerWidth);
        var seen = m.IsEncoder ? tokens * tokens : tokens * (tokens + 1) / 2;
        return (m.Layers * ((tokens * layer) + (2 * seen * m.Width))) + (m.IsEncoder ? 0 : (long)m.Width * m.VocabularySize);
    }
}
