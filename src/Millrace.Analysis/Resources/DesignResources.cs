using System.Globalization;
using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// What a design point takes of a device, operator by operator: a closed form of the estimate from the graph of the accelerator, by the
/// same rules. docs/resources.md tells how far the two are apart. Of several devices that share a model, the one with the head.
/// </summary>
public sealed class DesignResources
{
    // Places of the operators; those before the head are of each layer on chip.
    private const int AttentionInput = 0;
    private const int AttentionScores = 1;
    private const int AttentionValues = 2;
    private const int AttentionOutput = 3;
    private const int Norms = 4;
    private const int Activation = 5;
    private const int MlpInput = 6;
    private const int MlpOutput = 7;
    private const int Residual = 8;
    private const int Head = 9;
    private const int Other = 10;

    private static readonly string[] All =
    [
        "attention_input", "attention_scores", "attention_values", "attention_output", "norms", "activation", "mlp_input", "mlp_output",
        "residual", "head", "other",
    ];

    private readonly ResourceVector[] uses;
    private readonly DesignPoint point;

    internal DesignResources(DesignPoint point, ResourceVector[] uses)
    {
        (this.point, this.uses) = (point, uses);
        Total = default;
        for (var i = 0; i < uses.Length; i++)
            Total += Copies(i) * uses[i];
    }

    /// <summary>The operators: nine of each layer on chip, the head with the norm before it (of a decoder), and the ends of the stream.</summary>
    public static IReadOnlyList<string> Operators => All;

    /// <summary>Places of those that are linear engines.</summary>
    internal static ReadOnlySpan<int> EngineOperators => [AttentionInput, AttentionOutput, MlpInput, MlpOutput, Head];

    /// <summary>All copies of all operators.</summary>
    public ResourceVector Total { get; }

    /// <summary>One copy of the operator at a place of <see cref="Operators"/>.</summary>
    public ResourceVector this[int index] => uses[index];

    /// <summary>The name of a copy of an operator, as a placement has it: <c>layer_0.attention_input</c>, <c>head</c>.</summary>
    public static string NameOf(int index, int copy) =>
        index < Head ? string.Create(CultureInfo.InvariantCulture, $"layer_{copy}.{All[index]}") : All[index];

    /// <summary>The names of all copies.</summary>
    internal static IEnumerable<string> Names(int layersOnChip) =>
        from i in Enumerable.Range(0, All.Length)
        from copy in Enumerable.Range(0, i < Head ? layersOnChip : 1)
        select NameOf(i, copy);

    /// <summary>The resources of a design point.</summary>
    /// <param name="point">The point; its sizes are believed, see <see cref="DesignPoint.Validate"/>.</param>
    /// <param name="device">The device, for the latency of its memory and what its slices and memories are.</param>
    public static DesignResources Of(DesignPoint point, FpgaDevice device)
    {
        var s = new ResourceShape(point, device);
        var uses = Beside(s);
        for (var i = 0; i < uses.Length; i++)
            uses[i] += Engine(i, s);
        return new(point, uses);
    }

    /// <summary>Copies of an operator: as many as there are layers on chip, or one.</summary>
    public int Copies(int index) => index < Head ? point.LayersOnChip : 1;

    /// <summary>Off-chip memory channels of one copy of an operator.</summary>
    public int Channels(int index) => index switch
    {
        AttentionInput => point.AttentionInput.Channels,
        AttentionScores or AttentionValues => point.Model.IsEncoder ? 0 : point.CacheChannels,
        AttentionOutput => point.AttentionOutput.Channels,
        Norms => 1,
        MlpInput => point.MlpInput.Channels,
        MlpOutput => point.MlpOutput.Channels,
        Head => point.Model.IsEncoder ? 0 : point.Head.Channels + 1,
        _ => 0,
    };

    /// <summary>Each resource against what can be routed. What a device has none of, as far as its catalogue knows, is left out; where it
    /// has memory blocks of another kind than block RAM (M20K), each stands for a BRAM18.</summary>
    public IReadOnlyList<Constraint> Constraints(FpgaDevice device) => Constraints(Total, device);

    /// <summary>As <see cref="Constraints(FpgaDevice)"/>, of what takes so much.</summary>
    public static IReadOnlyList<Constraint> Constraints(ResourceVector used, FpgaDevice device)
    {
        var constraints = Compare(used, device.Routable, device.Total, "");
        if (device.Total.Bram18 > 0 || device.BlockMemories.Count == 0)
            return constraints;
        var blocks = device.BlockMemories[0];
        var limit = Math.Floor(device.Ceilings.Bram * blocks.Count);
        return [.. constraints, new(blocks.Kind.Name, used.Bram18, limit, used.Bram18 <= limit, blocks.Kind.Name)];
    }

    /// <summary>Each resource of each super logic region against the ceilings' share of what the shell leaves there.</summary>
    /// <param name="device">The device.</param>
    /// <param name="placement">The region of each operator.</param>
    /// <exception cref="AnalysisException">An operator has no region.</exception>
    public IReadOnlyList<Constraint> RegionConstraints(FpgaDevice device, DesignPlacement placement)
    {
        var use = RegionUses(device, placement);
        return [.. device.Regions.SelectMany((r, i) => Compare(use[i], device.Ceilings.Of(r.Dynamic), device.Total, $"{r.Name} "))];
    }

    /// <summary>What the operators take of each super logic region.</summary>
    /// <param name="device">The device.</param>
    /// <param name="placement">The region of each operator, checked against the device.</param>
    /// <exception cref="AnalysisException">An operator has no region.</exception>
    public IReadOnlyList<ResourceVector> RegionUses(FpgaDevice device, DesignPlacement placement)
    {
        var places = device.Regions.Select((r, i) => (r.Name, i)).ToDictionary(r => r.Name, r => r.i);
        var use = new ResourceVector[device.Regions.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            for (var copy = 0; copy < Copies(i); copy++)
            {
                var region = placement.RegionOf(NameOf(i, copy)) ?? throw new AnalysisException(
                    $"operator '{All[i]}' has no region; each of {string.Join(", ", All)} needs one.");
                use[places[region]] += uses[i];
            }
        }

        return use;
    }

    /// <summary>One copy of every operator, without the linear engines.</summary>
    internal static ResourceVector[] Beside(in ResourceShape s)
    {
        var norm = NormResources.Of(s);
        var uses = new ResourceVector[All.Length];
        var encoder = s.Point.Model.IsEncoder;
        if (encoder)
            uses[AttentionInput] = uses[MlpInput] = StreamResources.Rescale(s);
        uses[AttentionScores] = AttentionResources.OfScores(s);
        uses[AttentionValues] = AttentionResources.OfValues(s);
        uses[Norms] = (2 * norm) + NormResources.Reader(s, encoder ? 5 : 3, new(120, 13, 0, 0, 0));
        uses[Activation] = StreamResources.Activation(s);
        uses[Residual] = StreamResources.Residual(s, 0) + StreamResources.Residual(
            s, encoder ? Math.Min(s.Point.Sequences, 2) * s.Point.Model.ContextLength * s.RowWords : 0);
        if (!encoder)
            uses[Head] = norm + NormResources.Reader(s, 0, new(64, 8, 0, 0, 0));
        uses[Other] = StreamResources.Ends(s);
        return uses;
    }

    /// <summary>The linear engine of an operator; nothing where it has none.</summary>
    internal static ResourceVector Engine(int index, in ResourceShape s) => index switch
    {
        AttentionInput => LinearResources.Of(s, s.Point.AttentionInput, s.Width, s.ActivationBits),
        AttentionOutput => LinearResources.Of(s, s.Point.AttentionOutput, s.HeadsWidth, ResourceShape.Stream),
        MlpInput => LinearResources.Of(s, s.Point.MlpInput, s.Width, ResourceShape.Inner),
        MlpOutput => LinearResources.Of(s, s.Point.MlpOutput, s.InnerWidth, ResourceShape.Stream),
        Head when !s.Point.Model.IsEncoder => LinearResources.Of(s, s.Point.Head, s.Width, ResourceShape.Stream),
        _ => default,
    };

    /// <summary>The first resource that cannot be routed and the operator that takes most of it; null if all can.</summary>
    internal (Constraint Constraint, int Operator, long Amount)? Excess(FpgaDevice device)
    {
        if (Constraints(device).FirstOrDefault(c => !c.Satisfied) is not { } over)
            return null;
        var largest = 0;
        for (var i = 1; i < uses.Length; i++)
            largest = Amount(i, over.Name) > Amount(largest, over.Name) ? i : largest;
        return (over, largest, Amount(largest, over.Name));
    }

    private long Amount(int index, string resource) => Copies(index) * resource switch
    {
        "DSP" => uses[index].Dsp,
        "LUT" => uses[index].Lut,
        "FF" => uses[index].FlipFlop,
        "URAM" => uses[index].Uram,
        _ => uses[index].Bram18,
    };

    private static Constraint[] Compare(ResourceVector used, ResourceVector limit, ResourceVector total, string place)
    {
        var all = new List<Constraint>(5);
        Add("DSP", used.Dsp, limit.Dsp, total.Dsp);
        Add("LUT", used.Lut, limit.Lut, total.Lut);
        Add("FF", used.FlipFlop, limit.FlipFlop, total.FlipFlop);
        Add("BRAM18", used.Bram18, limit.Bram18, total.Bram18);
        Add("URAM", used.Uram, limit.Uram, total.Uram);
        return [.. all];

        void Add(string resource, long amount, long most, long has)
        {
            if (has > 0)
                all.Add(new(place + resource, amount, most, amount <= most, resource));
        }
    }
}
