using System.CommandLine;
using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary><c>millrace time</c>: a design point timed to the cycle, without weights.</summary>
internal sealed class TimeCommand
{
    private readonly Terminal _terminal;
    private readonly JsonOption _json = new();
    private readonly Option<string?> _design = new("--design") { Description = "The design point.", HelpName = "FILE.json" };
    private readonly Option<string?> _device = new("--device")
    {
        Description = "The board, or a device file [default: the design's].",
        HelpName = "NAME|FILE.json",
    };

    private readonly Option<int?> _tokens = Numbers.Integer(
        "--tokens", "Tokens of a sequence or prompt [default: 128, or as many as the design has room for].", "N", 1, 65535);

    private readonly Option<int?> _sequences = Numbers.Integer(
        "--sequences", "Sequences of an encoder in flight [default: as many as the design has room for].", "N", 1, 64);

    private TimeCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "time",
            "Times a design point to the cycle, without a checkpoint: one layer and the whole model, several sequences in flight, the share "
            + "of its DSP slices' roofline, the resources of its graph, and what others have published of the same model.",
            "millrace time --design docs/designs/bert-base-128.json",
            "millrace time --design docs/designs/bert-base-512.json --tokens 512 --sequences 8 --json");
        var self = new TimeCommand(terminal);
        foreach (var option in new Option[] { self._design, self._device, self._tokens, self._sequences }) command.Add(option);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, self.Run);
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_design) ?? throw new UsageException("--design FILE.json is needed: the design point to time.");
        var point = DesignPoint.Load(file);
        var device = DeviceCatalogue.Find(parsed.GetValue(_device) ?? point.Device);
        var tokens = parsed.GetValue(_tokens) ?? Math.Min(128, point.Model.ContextLength);
        if (!point.Model.IsEncoder && parsed.GetResult(_sequences) is not null)
            throw new UsageException("--sequences is for encoders, but the design is of a decoder.");
        var sequences = parsed.GetValue(_sequences) ?? point.Sequences;

        using var progress = new ProgressLine(_terminal);
        progress.Show("simulating the design to the cycle");
        var times = DesignTimes.Of(point, device, tokens, sequences);
        cancellation.ThrowIfCancellationRequested();
        progress.Clear();
        var result = ResultOf(Path.GetFileName(file), point, device, tokens, sequences, times);
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else TimeReport.Print(_terminal, result);
    }

    private static TimeResult ResultOf(
        string file, DesignPoint point, FpgaDevice device, int tokens, int sequences, DesignTimes times)
    {
        var clock = point.ClockMegahertz;
        var flight = times.InFlight is { } launch ? LaunchTime.Of(launch, clock) : null;
        var (cycles, work) = flight is null ? (times.Model.Cycles, times.Multiplications) : (flight.Cycles, sequences * times.Multiplications);
        return new TimeResult
        {
            Design = file,
            Device = device.Name,
            ClockMhz = clock,
            ClockBasis = NetworkTimes.Assumption,
            Fidelity = NetworkTimes.CycleExact,
            Precision = FormattableString.Invariant($"W{point.WeightBits}A{point.ActivationBits}"),
            Layers = point.Model.Layers,
            Tokens = tokens,
            Layer = LaunchTime.Of(times.Layer, clock),
            Model = LaunchTime.Of(times.Model, clock),
            InFlight = flight is null ? null : new(sequences, flight.Cycles, flight.Ms, flight.Ms / sequences),
            Decode = times.Decode is { } decode ? LaunchTime.Of(decode, clock) : null,
            Multiplications = times.Multiplications,
            DspRoofline = work / (2.0 * times.Resources.Dsp * cycles),
            Resources = ConstraintEstimate.Of(DesignResources.Constraints(times.Resources, device)),
            Published = [.. Published(point.Model, tokens)],
        };
    }

    private static IEnumerable<PublishedTime> Published(ModelShape shape, int tokens) =>
        from d in PublishedDesigns.All
        where ModelShape.Of(ModelCatalogue.Find(d.Model)) with { ContextLength = shape.ContextLength } == shape
        from prefill in d.Prefill
        where prefill.Tokens == tokens
        select new PublishedTime(d.System, d.Device, d.Precision, d.ClockMegahertz?.High, d.Dsp, prefill.Milliseconds.Low, d.Source);
}
