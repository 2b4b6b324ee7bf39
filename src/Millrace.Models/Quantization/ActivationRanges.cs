namespace Millrace.Models.Quantization;

/// <summary>The largest absolute value seen at each place of a model, also for each channel. Collected by running the float reference with
/// this as its observer.</summary>
public sealed class ActivationRanges : IActivationObserver
{
    private readonly Dictionary<(ActivationSite Site, int Layer), float[]> _channels = [];

    /// <summary>Rows seen at the embedding, that is, tokens.</summary>
    public int Tokens { get; private set; }

    /// <summary>The ranges of a model over some sequences.</summary>
    /// <param name="model">The float reference.</param>
    /// <param name="sequences">Token ids; each sequence starts at position 0 and is at most the context long.</param>
    /// <exception cref="ModelException">No tokens, an unknown token, a sequence longer than the context, or values that are not finite.</exception>
    public static ActivationRanges Collect(Gpt2FloatModel model, IEnumerable<int[]> sequences) =>
        Collect(sequences, (sequence, ranges) => model.Start(ranges).Forward(sequence));

    /// <summary>The ranges of an encoder over some sequences.</summary>
    /// <exception cref="ModelException">No sequences, one that does not suit the model, or values that are not finite.</exception>
    public static ActivationRanges Collect(BertFloatModel model, IEnumerable<BertInput> inputs) =>
        Collect(inputs, (input, ranges) => model.Encode(input, ranges));

    /// <inheritdoc/>
    public void Observe(ActivationSite site, int layer, ReadOnlySpan<float> row)
    {
        // Scores have no format of their own: their scale follows from those of q and k.
        if (site == ActivationSite.AttentionScores)
            return;
        if (site == ActivationSite.Embedding)
            Tokens++;
        if (!_channels.TryGetValue((site, layer), out var largest))
            _channels[(site, layer)] = largest = new float[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var value = Math.Abs(row[i]);
            if (!float.IsFinite(value))
                throw new ModelException($"The float model computes {row[i]} at {site}{(layer < 0 ? "" : $" of layer {layer}")}; it cannot be quantized.");
            if (value > largest[i])
                largest[i] = value;
        }
    }

    /// <summary>The largest absolute value at a place, 0 if nothing was seen.</summary>
    /// <param name="site">The place.</param>
    /// <param name="layer">The layer from 0, or -1 outside the layers.</param>
    public double Largest(ActivationSite site, int layer = -1)
    {
        var largest = 0f;
        foreach (var value in Channels(site, layer))
            largest = Math.Max(largest, value);
        return largest;
    }

    /// <summary>The largest absolute value of each channel at a place; empty if nothing was seen.</summary>
    public ReadOnlySpan<float> Channels(ActivationSite site, int layer = -1) => _channels.GetValueOrDefault((site, layer), []);

    private static ActivationRanges Collect<T>(IEnumerable<T> sequences, Action<T, ActivationRanges> run)
    {
        var all = new ActivationRanges();
        foreach (var one in InParallel.Select(sequences, One))
            all.Add(one);
        return all.Tokens > 0 ? all : throw new ModelException("Calibration needs at least one token, but was given none.");

        ActivationRanges One(T sequence)
        {
            var ranges = new ActivationRanges();
            run(sequence, ranges);
            return ranges;
        }
    }

    private void Add(ActivationRanges other)
    {
        Tokens += other.Tokens;
        foreach (var (place, channels) in other._channels)
        {
            if (_channels.TryAdd(place, channels)) continue;
            var largest = _channels[place];
            for (var i = 0; i < largest.Length; i++)
                largest[i] = Math.Max(largest[i], channels[i]);
        }
    }

    /// <summary>A copy in which the channels of some places are divided, as smoothing divides them.</summary>
    internal ActivationRanges Divided(IReadOnlyDictionary<(ActivationSite Site, int Layer), double[]> divisors)
    {
        var copy = new ActivationRanges { Tokens = Tokens };
        foreach (var (place, channels) in _channels)
            copy._channels[place] = divisors.TryGetValue(place, out var divisor)
                ? channels.Select((value, i) => (float)(value / divisor[i])).ToArray()
                : channels;
        return copy;
    }
}
