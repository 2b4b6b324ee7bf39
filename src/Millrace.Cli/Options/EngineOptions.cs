using System.CommandLine;
using System.CommandLine.Parsing;
using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary>What computes the logits, and how it is made from the checkpoint.</summary>
internal sealed class EngineOptions
{
    private const string DefaultDevice = "u280";

    private readonly EngineKind _otherwise;
    private readonly Option<EngineKind?> _engine;

    private readonly Option<string?> _device = new("--device")
    {
        Description = $"Board of the network engine: {string.Join(", ", DeviceCatalogue.Names)}, or a device file [default: the design's, or {DefaultDevice}].",
        HelpName = "NAME|FILE.json",
    };

    private readonly Option<double?> _clock = Numbers.Real(
        "--clock", "Clock of the network engine in MHz; without it, the design's or the device's.", "MHZ",
        "a number from 1 to 2000, in MHz", value => value is >= 1 and <= 2000);

    private readonly Option<string?> _design = new("--design")
    {
        Description = "Design point of the network engine, instead of the default for the model and device.",
        HelpName = "FILE.json",
    };

    private readonly Option<string?> _calibrate = new("--calibrate")
    {
        Description = "Text to calibrate the integers on; without it, sequences that the model itself writes (an encoder: a page of "
            + "English).",
        HelpName = "FILE",
    };

    private readonly Option<double?> _smoothing = Numbers.Real(
        "--smoothing", "Move outliers of activations into weights, with this strength.", "0..1", "a number from 0 to 1", value => value is >= 0 and <= 1);

    private readonly Option<int?> _weights = Numbers.Integer(
        "--weights", "Bits of a weight of the integers, 2 to 8 [default: the design's, or 8].", "BITS", 2, 8);

    /// <param name="otherwise">The engine where none is asked for.</param>
    public EngineOptions(EngineKind otherwise)
    {
        _otherwise = otherwise;
        _engine = new("--engine")
        {
            Description = $"What computes: the simulated accelerator (network), the integer reference, or the float reference [default: {EngineChoice.NameOf(otherwise)}].",
            HelpName = "network|integer|float",
            CustomParser = ParseEngine,
        };
    }

    /// <summary>Adds the options.</summary>
    /// <param name="command">Where to.</param>
    /// <param name="chooses">Whether there is an engine to choose.</param>
    public void AddTo(Command command, bool chooses = true)
    {
        if (chooses) command.Add(_engine);
        foreach (var option in new Option[] { _device, _clock, _design, _calibrate, _smoothing, _weights }) command.Add(option);
    }

    /// <summary>The choice; the device is looked up and the design read, so that mistakes in them show before any long work.</summary>
    /// <exception cref="HardwareException">There is no such device.</exception>
    /// <exception cref="DesignPointException">The design cannot be read.</exception>
    public EngineChoice Read(ParseResult parsed)
    {
        var design = parsed.GetValue(_design) is { } file ? DesignPoint.Load(file) : null;
        var clock = parsed.GetValue(_clock);
        if (design is not null && clock is { } megahertz) design = design with { ClockMegahertz = megahertz };
        var device = DeviceCatalogue.Find(parsed.GetValue(_device) ?? design?.Device ?? DefaultDevice);
        return new(
            parsed.GetValue(_engine) ?? _otherwise, device, clock, design, parsed.GetValue(_calibrate), parsed.GetValue(_smoothing),
            parsed.GetValue(_weights) ?? Math.Min(design?.WeightBits ?? 8, 8));
    }

    /// <summary>The choice where the model is an encoder: the engine that was asked for, otherwise the integer one.</summary>
    public EngineChoice ReadForEncoder(ParseResult parsed) => Read(parsed) with { Kind = parsed.GetValue(_engine) ?? EngineKind.Integer };

    private static EngineKind? ParseEngine(ArgumentResult result) => Numbers.Text(result) switch
    {
        "network" => EngineKind.Network,
        "integer" => EngineKind.Integer,
        "float" => EngineKind.Float,
        _ => Numbers.Refuse<EngineKind?>(result, "--engine", "network, integer or float"),
    };
}
