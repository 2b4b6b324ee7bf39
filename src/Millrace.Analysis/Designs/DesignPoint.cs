using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>
/// What to build: plain data, read and written as JSON, made by analysis or by hand. Engines of <see cref="LayersOnChip"/> layers stand on
/// chip; weights of all layers stream through them.
/// </summary>
public sealed record DesignPoint
{
    /// <summary>Shape of the model.</summary>
    public required ModelShape Model { get; init; }

    /// <summary>Name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Clock of the accelerator in MHz: an assumption until a place-and-route confirms it.</summary>
    public required double ClockMegahertz { get; init; }

    /// <summary>Bits of a weight.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of an activation between engines.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>p1, devices that share each layer.</summary>
    public int TensorParallel { get; init; } = 1;

    /// <summary>p2, devices that layers are dealt out to in a row.</summary>
    public int PipelineParallel { get; init; } = 1;

    /// <summary>Layers with engines of their own; divides the number of layers.</summary>
    public required int LayersOnChip { get; init; }

    /// <summary>Elements a cycle in the streams between engines.</summary>
    public required int Lanes { get; init; }

    /// <summary>Tokens worked on together: each weight that is loaded serves so many.</summary>
    public required int TileRows { get; init; }

    /// <summary>Rows of a tile that meet a key, or a value, in a cycle: a divisor of <see cref="TileRows"/>, or null for all of them. With
    /// half of them attention takes half the multipliers and twice the cycles.</summary>
    public int? AttentionBandRows { get; init; }

    /// <summary>q, k and v.</summary>
    public required EnginePoint AttentionInput { get; init; }

    /// <summary>The projection of the heads.</summary>
    public required EnginePoint AttentionOutput { get; init; }

    /// <summary>First layer of the feed-forward network.</summary>
    public required EnginePoint MlpInput { get; init; }

    /// <summary>Second layer of the feed-forward network.</summary>
    public required EnginePoint MlpOutput { get; init; }

    /// <summary>The language-model head; of no meaning for an encoder.</summary>
    public required EnginePoint Head { get; init; }

    /// <summary>Off-chip memory channels of the keys, and as many of the values, for each layer on chip; of no meaning for an encoder, which
    /// keeps them on chip.</summary>
    public required int CacheChannels { get; init; }

    /// <summary>Sequences that an encoder has room for at a time, 1 to 64.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>Where the parts go, or null if nobody has said.</summary>
    public DesignPlacement? Placement { get; init; }

    private IEnumerable<(string Name, EnginePoint Engine)> Engines =>
    [
        ("attention_input", AttentionInput), ("attention_output", AttentionOutput),
        ("mlp_input", MlpInput), ("mlp_output", MlpOutput), .. Model.IsEncoder ? [] : new[] { ("head", Head) },
    ];

    /// <summary>Rows that meet a key in a cycle.</summary>
    internal int BandRows => AttentionBandRows ?? TileRows;

    /// <summary>Off-chip memory channels in use: engines and, of a decoder, caches; one for the small parameters of each layer on chip and,
    /// of a decoder, one for the final LayerNorm's.</summary>
    public long Channels =>
        ((long)LayersOnChip
            * ((long)AttentionInput.Channels + AttentionOutput.Channels + MlpInput.Channels + MlpOutput.Channels + 1
                + (Model.IsEncoder ? 0 : 2L * CacheChannels)))
        + (Model.IsEncoder ? 0 : Head.Channels + 1L);

    /// <summary>Inputs that an engine multiplies in a cycle at least: a word of weights also holds biases and multipliers, 64 bits an
    /// output.</summary>
    internal static int LeastInputLanes(int weightBits) => Math.Max(8, (64 + weightBits - 1) / weightBits);

    /// <summary>A balanced default: the weight stream of every engine as wide as three channels carry, a tile of 8 tokens, one layer on
    /// chip.</summary>
    /// <param name="config">The model.</param>
    /// <param name="device">The device.</param>
    /// <param name="clockMegahertz">The clock; the device's usual one if null.</param>
    /// <param name="weightBits">Bits of a weight.</param>
    /// <exception cref="DesignPointException">The device has too few memory channels.</exception>
    public static DesignPoint For(Gpt2Config config, FpgaDevice device, double? clockMegahertz = null, int weightBits = 8) =>
        For(ModelShape.Of(config), device, clockMegahertz, weightBits);

    /// <inheritdoc cref="For(Gpt2Config, FpgaDevice, double?, int)"/>
    public static DesignPoint For(BertConfig config, FpgaDevice device, double? clockMegahertz = null, int weightBits = 8) =>
        For(ModelShape.Of(config), device, clockMegahertz, weightBits);

    private static DesignPoint For(ModelShape model, FpgaDevice device, double? clockMegahertz, int weightBits)
    {
        var least = LeastChannels.Of(1);
        if (!LeastChannels.Has(device))
        {
            throw new DesignPointException(
                $"the usual design needs {least} off-chip memory channels and {device.Name} has {device.OffChip.UsableChannels} usable ones: choose a device with HBM.");
        }

        var inputLanes = Math.Max(16, ResourceShape.RoundUp(LeastInputLanes(weightBits), 8));
        var engine = new EnginePoint(inputLanes, 8, Math.Clamp((device.OffChip.UsableChannels - 4) / 5, 1, 3));
        return new DesignPoint
        {
            Model = model,
            Device = device.Name,
            ClockMegahertz = clockMegahertz ?? device.DefaultClockMegahertz,
            WeightBits = weightBits,
            LayersOnChip = 1,
            Lanes = 8,
            TileRows = 8,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine,
            MlpOutput = engine,
            Head = engine,
            CacheChannels = 1,
        }.Validate(device);
    }

    /// <summary>The same engines for a model of one layer: what a layer alone runs on.</summary>
    public DesignPoint OneLayer() => this with
    {
        LayersOnChip = 1,
        Model = Model with { Layers = 1 },
        Placement = Placement?.OfFirstLayer(),
    };

    /// <summary>Reads a design point.</summary>
    /// <exception cref="DesignPointException">The file cannot be read or is no design point.</exception>
    public static DesignPoint Load(string path) => DesignPointJson.Load(path);

    /// <summary>Writes the design point, to a temporary name first.</summary>
    /// <exception cref="DesignPointException">The file cannot be written.</exception>
    public void Save(string path) => DesignPointJson.Save(this, path);

    /// <summary>The design point as <see cref="Save"/> writes it.</summary>
    public string ToJson() => DesignPointJson.Text(this);

    /// <summary>Checks the point against itself and a device.</summary>
    /// <exception cref="DesignPointException">What is wrong, what is allowed.</exception>
    public DesignPoint Validate(FpgaDevice device)
    {
        Model.Validate();
        Require(
            string.Equals(Device, device.Name, StringComparison.OrdinalIgnoreCase), "device", $"'{Device}'",
            $"the accelerator is being built for '{device.Name}'");
        Require(
            ClockMegahertz is >= 1 and <= 2000, "clock_megahertz", FormattableString.Invariant($"{ClockMegahertz}"),
            "1 to 2000 is allowed");
        Require(
            LayersOnChip >= 1 && Model.Layers % LayersOnChip == 0, "layers_on_chip", $"{LayersOnChip}",
            $"a divisor of the {Model.Layers} layers is needed");
        Require(WeightBits is >= 2 and <= 16, "weight_bits", $"{WeightBits}", "2 to 16 is allowed");
        Require(ActivationBits is >= 2 and <= 16, "activation_bits", $"{ActivationBits}", "2 to 16 is allowed");
        Require(
            TensorParallel is >= 1 and <= 1024 && Model.KeyValueHeads % TensorParallel == 0, "tensor_parallel", $"{TensorParallel}",
            $"a divisor of the {Model.KeyValueHeads} heads{(Model.SharedKeyValueHeads > 0 ? " of keys and values" : "")} is needed");
        Require(
            PipelineParallel >= 1 && (long)PipelineParallel * LayersOnChip <= Model.Layers && Model.Layers % (PipelineParallel * LayersOnChip) == 0,
            "pipeline_parallel", $"{PipelineParallel}", $"with {LayersOnChip} layers on chip it must divide the {Model.Layers} layers");
        Require(Lanes is 4 or 8 or 16 or 32 or 64, "lanes", $"{Lanes}", "4, 8, 16, 32 or 64 is allowed");
        Require(TileRows is >= 1 and <= 64, "tile_rows", $"{TileRows}", "1 to 64 is allowed");
        Require(
            AttentionBandRows is null || (AttentionBandRows >= 1 && TileRows % AttentionBandRows == 0), "attention_band_rows",
            $"{AttentionBandRows}", $"a divisor of the {TileRows} tile_rows is needed");
        Require(
            BandRows == TileRows || Model.KeyValueHeads == Model.Heads, "attention_band_rows", $"{AttentionBandRows}",
            $"all {TileRows} tile_rows are needed where heads share keys");
        Require(Sequences is >= 1 and <= 64, "sequences", $"{Sequences}", "1 to 64 is allowed");
        Require(Sequences == 1 || Model.IsEncoder, "sequences", $"{Sequences}", "a decoder takes one sequence at a time");
        Require(CacheChannels is >= 1 and <= 1024, "cache_channels", $"{CacheChannels}", "1 to 1024 is allowed");
        foreach (var (name, engine) in Engines)
        {
            Require(
                engine.InputLanes >= 8 && engine.InputLanes <= 1024 && engine.InputLanes % Lanes == 0,
                $"{name}.input_lanes", $"{engine.InputLanes}",
                $"a multiple of the {Lanes} lanes from 8 to 1024 is needed");
            Require(
                engine.OutputLanes >= 1 && engine.OutputLanes <= 1024 && engine.OutputLanes % Lanes == 0,
                $"{name}.output_lanes", $"{engine.OutputLanes}",
                $"a multiple of the {Lanes} lanes up to 1024 is needed");
            Require(engine.Channels is >= 1 and <= 1024, $"{name}.channels", $"{engine.Channels}", "1 to 1024 is allowed");
            Require(engine.PrefetchWords is >= 0 and <= 65536, $"{name}.prefetch_words", $"{engine.PrefetchWords}", "0 to 65536 is allowed");
        }

        Require(
            Channels <= device.OffChip.UsableChannels, "channels", $"{Channels} in all",
            $"{device.Name} has {device.OffChip.UsableChannels} usable off-chip channels");
        RequireResources(device);
        Placement?.Validate(device, LayersOnChip);
        return this;
    }

    /// <summary>Checks that the kernels there are can be composed to it: a model of a family in W8A8 on one device.</summary>
    /// <exception cref="DesignPointException">They cannot.</exception>
    public DesignPoint RequireKernels(TransformerFamily family = TransformerFamily.Gpt2)
    {
        Require(Model.Family == family, "model.family", Model.Family.ToString(), $"kernels are composed to {family} only");
        Require(WeightBits <= 8, "weight_bits", $"{WeightBits}", "kernels multiply weights of 2 to 8 bits");
        foreach (var (name, engine) in Engines)
        {
            Require(
                engine.InputLanes >= LeastInputLanes(WeightBits), $"{name}.input_lanes", $"{engine.InputLanes}",
                $"at least {LeastInputLanes(WeightBits)} are needed with weights of {WeightBits} bits: a word of them holds biases and multipliers too");
        }

        Require(ActivationBits == 8, "activation_bits", $"{ActivationBits}", "kernels multiply activations of 8 bits only");
        Require(TensorParallel == 1, "tensor_parallel", $"{TensorParallel}", "accelerators of one device only can be built");
        Require(PipelineParallel == 1, "pipeline_parallel", $"{PipelineParallel}", "accelerators of one device only can be built");
        return this;
    }

    /// <summary>Checks that a model is the one the point was made for, with weights of no more bits.</summary>
    /// <exception cref="DesignPointException">It is another.</exception>
    public void RequireModel(Gpt2Config config, int weightBits)
    {
        RequireWeights(weightBits);
        var shape = ModelShape.Of(config);
        Require(shape == Model, "model", $"{Model}", $"the model to be run is {shape}: make a design point for it");
    }

    /// <summary>Checks that a model is the one the point was made for; a point may have room for shorter sequences only.</summary>
    /// <exception cref="DesignPointException">It is another, or its positions are fewer.</exception>
    public void RequireModel(BertConfig config, int weightBits)
    {
        RequireWeights(weightBits);
        var shape = ModelShape.Of(config);
        Require(
            Model.ContextLength <= shape.ContextLength && shape with { ContextLength = Model.ContextLength } == Model, "model", $"{Model}",
            $"the model to be run is {shape}: make a design point for it");
    }

    private void RequireWeights(int bits) => Require(
        bits <= WeightBits, "weight_bits", $"{WeightBits}", $"the model was quantized to weights of {bits} bits");

    private void RequireResources(FpgaDevice device)
    {
        if (DesignResources.Of(this, device).Excess(device) is not { } over)
            return;
        var name = DesignResources.Operators[over.Operator];
        var engine = name switch
        {
            "attention_input" => AttentionInput,
            "attention_output" => AttentionOutput,
            "mlp_input" => MlpInput,
            "mlp_output" => MlpOutput,
            "head" => Head,
            _ => null,
        };
        var (field, given) = engine is null
            ? ("tile_rows", $"{TileRows}")
            : (name, $"{engine.InputLanes} x {engine.OutputLanes} lanes with {engine.PrefetchWords} prefetch_words for {TileRows} tile_rows");
        var resource = over.Constraint.Unit;
        Require(
            false, field, given, FormattableString.Invariant(
                $"the design takes {over.Constraint.Used} {resource} and {device.Name} has {over.Constraint.Limit} that can be routed")
            + FormattableString.Invariant($"; most of them, {over.Amount}, are for {name}"));
    }

    private static void Require(bool holds, string field, string given, string allowed)
    {
        if (!holds)
            throw new DesignPointException($"design point: '{field}' is {given}; {allowed}.");
    }
}
