using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>Where the parts of a design go: a plan for whoever places and routes it. Channels between regions get a register for each border
/// that they cross, which is a cycle each way.</summary>
/// <param name="Regions">The super logic region of each operator, by name: <c>layer_0.attention_input</c>, <c>head</c>,
/// <c>other</c>; or <c>attention_input</c> for that of all layers on chip.</param>
/// <param name="Channels">The off-chip memory channels of each memory, by name.</param>
public sealed record DesignPlacement(IReadOnlyDictionary<string, string> Regions, IReadOnlyDictionary<string, ChannelRange> Channels)
{
    /// <summary>The region of an operator of a layer, <c>layer_0.attention_input</c>, or of one beside the layers, <c>head</c>; null if
    /// it has none.</summary>
    public string? RegionOf(string name) =>
        Regions.GetValueOrDefault(name) ?? Regions.GetValueOrDefault(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    /// <summary>That of a design of the first layer alone: without the other layers on chip.</summary>
    internal DesignPlacement OfFirstLayer()
    {
        return new(Keep(Regions), Keep(Channels));

        static Dictionary<string, T> Keep<T>(IReadOnlyDictionary<string, T> parts) => parts
            .Where(p => !p.Key.StartsWith("layer_", StringComparison.Ordinal) || p.Key.StartsWith("layer_0.", StringComparison.Ordinal))
            .ToDictionary(p => p.Key, p => p.Value);
    }

    /// <summary>Checks that operators are the design's, that regions and channels are the device's, and that no channel is taken
    /// twice.</summary>
    /// <exception cref="DesignPointException">What is wrong, what is allowed.</exception>
    internal void Validate(FpgaDevice device, int layersOnChip)
    {
        var operators = DesignResources.Names(layersOnChip).Concat(DesignResources.Operators).ToHashSet();
        if (Regions.Keys.FirstOrDefault(name => !operators.Contains(name)) is { } unknown)
        {
            throw new DesignPointException(
                $"design point: 'placement.regions.{unknown}' is no operator of {layersOnChip} layers on chip; "
                + $"operators are {string.Join(", ", DesignResources.Operators)}, and of one layer layer_0.attention_input and so on.");
        }

        var names = device.Regions.Select(r => r.Name).ToArray();
        foreach (var (part, region) in Regions)
        {
            if (!names.Contains(region))
            {
                throw new DesignPointException(
                    $"design point: 'placement.regions.{part}' is {region}; {device.Name} has {string.Join(", ", names)}.");
            }
        }

        var takenBy = new Dictionary<int, string>();
        foreach (var (memory, range) in Channels)
        {
            if (range.First < 0 || range.Count < 1 || range.First + (long)range.Count > device.OffChip.Channels)
            {
                throw new DesignPointException(
                    $"design point: 'placement.channels.{memory}' is {range.Count} from {range.First}; "
                    + $"{device.Name} has channels 0 to {device.OffChip.Channels - 1}.");
            }

            for (var channel = range.First; channel < range.First + range.Count; channel++)
            {
                if (!takenBy.TryAdd(channel, memory))
                {
                    throw new DesignPointException(
                        $"design point: 'placement.channels.{memory}' takes channel {channel}; {takenBy[channel]} has it already.");
                }
            }
        }
    }
}

/// <summary>Channels that lie beside each other.</summary>
/// <param name="First">The first, from 0.</param>
/// <param name="Count">How many.</param>
public readonly record struct ChannelRange(int First, int Count);
