using System.CommandLine;
using System.CommandLine.Parsing;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary><c>millrace estimate</c>: how long a model takes on a device, by equations.</summary>
internal sealed class EstimateCommand
{
    private const string Paper = "paper";
    private const string Refined = "refined";

    private readonly Terminal _terminal;

    private readonly PerOperatorOption _macs = new(
        "--macs",
        "Multiply-accumulates a cycle of each operator: one number for all, or each by name. Without it, the largest feasible balanced design is "
        + "searched.",
        "M");

    private readonly JsonOption _json = new();

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Model: a name that millrace models lists, a folder in Hugging Face's layout, or its config.json.",
        HelpName = "NAME|DIR",
    };

    private readonly Option<string?> _device = new("--device")
    {
        Description = "Board: a name that millrace devices lists, or a device file.",
        HelpName = "NAME|FILE.json",
    };

    private readonly Option<string?> _design = new("--design")
    {
        Description = "A design point instead of model and multipliers: its latencies, and what each operator and region takes.",
        HelpName = "FILE.json",
    };

    private readonly Option<int?> _prompt = Numbers.Integer("--prompt", "Tokens of the prompt [default: 128].", "L", 1);
    private readonly Option<int?> _generate = Numbers.Integer(
        "--generate", "Tokens generated after it: the prompt gives the first, decode is of the last one [default: 128, as the context allows].",
        "G", 0);
    private readonly Option<int?> _layers = Numbers.Integer("--layers", "Layers of the model, instead of its own number.", "N", 1);
    private readonly Option<int?> _onChip = Numbers.Integer("--layers-on-chip", "Layers with engines of their own on each board [default: 1].", "C", 1);
    private readonly Option<int?> _weights = Numbers.Integer("--weights", "Bits of a weight, 1 to 16 [default: 8].", "BITS", 1, 16);
    private readonly Option<int?> _activations = Numbers.Integer("--activations", "Bits of an activation, 1 to 16 [default: 8].", "BITS", 1, 16);

    private readonly Option<double?> _clock = Numbers.Real(
        "--clock", "Clock in MHz; without it, the device's. An assumption until a place-and-route confirms it.", "MHZ",
        "a number from 1 to 2000, in MHz", value => value is >= 1 and <= 2000);

    private readonly Option<int?> _balanced = Numbers.Integer(
        "--balanced-macs", "Multiply-accumulates a cycle of q, k, v and p; the other operators in balance with them.", "M", 1);

    private readonly Option<int?> _packed = Numbers.Integer(
        "--packed-weights", "Weights packed into one word of a memory block [default: of the refined form, as many as its widest port holds; of the paper's, 1].", "k", 1);

    private readonly PerOperatorOption _reuse = new(
        "--weight-reuse",
        "Multiply-accumulates that share one loaded weight, for all operators or each by name: the tokens of a tile [default: of the refined form, "
        + "what gives the shortest total; of the paper's, 1]. It lowers blocks and bandwidth; the paper's decode does not know that one token shares none.",
        "r");

    private readonly Option<int?> _linkDepth = Numbers.Integer(
        "--link-depth", "Elements that each link between engines holds [default: 512].", "s", 1);

    private readonly Option<bool> _resident = new("--weights-on-chip")
    {
        Description = "Keep all weights in on-chip memory; all layers must have engines of their own.",
    };

    private readonly Option<int?> _fpgas = Numbers.Integer("--fpgas", "Boards; without a scheme, all share each layer [default: 1].", "n", 1);
    private readonly Option<int?> _tensor = Numbers.Integer("--tensor-parallel", "Boards that share each layer.", "p1", 1);
    private readonly Option<int?> _pipeline = Numbers.Integer("--pipeline-parallel", "Boards that layers are dealt out to in a row.", "p2", 1);

    private readonly Option<double?> _link = Numbers.Real(
        "--link-gbps", "Gbit/s of a link between boards; without it, the device's fastest.", "B", "a number above 0", value => value > 0 && double.IsFinite(value));

    private readonly Option<double?> _efficiency = Numbers.Real(
        "--link-efficiency", "The part of a link's bandwidth that is reached, an assumption [default: 0.9].", "A", "a number above 0 and at most 1",
        value => value is > 0 and <= 1);

    private readonly Option<string?> _form = new("--form")
    {
        Description = "Which equations. refined: fill and drain, the chain of dependencies, prefetched weights and the head count, and limits are what can "
            + "be routed and reached. paper: the published closed form, which leaves them out, is too optimistic in decode, and takes the data sheet's "
            + "totals as limits [default: refined].",
        HelpName = "refined|paper",
        CustomParser = ParseForm,
    };

    private EstimateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "estimate",
            "Estimates the latency of a model on a spatial accelerator by equations, and which limit of the board binds.",
            "millrace estimate --model gpt2-medium --device u280 --weights 4 --activations 8 --clock 250",
            "millrace estimate --model gpt2-medium --device u280 --macs q=128,k=128,v=128,p=128,f1=128,f2=128,a1=64,a2=64 --generate 127 --json",
            "millrace estimate --model gpt2-medium --device u280 --weights 4 --packed-weights 9 --weight-reuse 8",
            "millrace estimate --design design.json --prompt 64 --generate 64",
            "millrace estimate --model vicuna-13b --device u280 --weights 4 --fpgas 4 --tensor-parallel 2 --pipeline-parallel 2");
        var self = new EstimateCommand(terminal);
        foreach (var option in new Option[] { self._model, self._design, self._device, self._prompt, self._generate, self._layers, self._onChip, self._weights, self._activations, self._clock })
            command.Add(option);
        self._macs.AddTo(command);
        command.Add(self._balanced);
        command.Add(self._packed);
        self._reuse.AddTo(command);
        foreach (var option in new Option[] { self._linkDepth, self._resident, self._fpgas, self._tensor, self._pipeline, self._link })
            command.Add(option);
        command.Add(self._efficiency);
        command.Add(self._form);
        self._json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) => self.Run(parsed));
        return command;
    }

    /// <summary>A design point is a whole design: nothing else of it can be given.</summary>
    private void RunDesign(ParseResult parsed, string file)
    {
        Option[] allowed = [_design, _device, _prompt, _generate, _form];
        var other = parsed.CommandResult.Children.OfType<OptionResult>()
            .FirstOrDefault(o => !o.Implicit && !allowed.Contains(o.Option) && o.Option.Name != "--json");
        if (other is not null)
            throw new UsageException($"--design and {other.Option.Name} were both given, but the design has that already: only one can be.");
        if (parsed.GetValue(_form) == Paper)
            throw new UsageException("--design and --form paper were both given, but a design is estimated by the refined form only.");
        var point = DesignPoint.Load(file);
        var device = DeviceCatalogue.Find(parsed.GetValue(_device) ?? point.Device);
        // An encoder's sequence may fill the context; behind a prompt there must be room for what is generated.
        var room = point.Model.IsEncoder ? point.Model.ContextLength : point.Model.ContextLength / 2;
        var prompt = parsed.GetValue(_prompt) ?? Math.Clamp(room, 1, 128);
        var result = DesignEstimateResult.Of(DesignEstimate.Of(point, device, prompt, parsed.GetValue(_generate)));
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else DesignEstimateReport.Print(_terminal, result, file);
    }

    private void Run(ParseResult parsed)
    {
        if (parsed.GetValue(_design) is { } file)
        {
            RunDesign(parsed, file);
            return;
        }

        var usual = new PaperRequest
        {
            Shape = ModelCatalogue.Find(parsed.GetValue(_model) ?? throw new UsageException("--model NAME|DIR is needed: millrace models lists the names.")),
            Device = DeviceCatalogue.Find(parsed.GetValue(_device) ?? throw new UsageException("--device NAME|FILE.json is needed: millrace devices lists the names.")),
        };
        var request = usual with
        {
            PromptTokens = parsed.GetValue(_prompt) ?? usual.PromptTokens,
            GeneratedTokens = parsed.GetValue(_generate),
            Layers = parsed.GetValue(_layers),
            LayersOnChip = parsed.GetValue(_onChip) ?? usual.LayersOnChip,
            WeightBits = parsed.GetValue(_weights) ?? usual.WeightBits,
            ActivationBits = parsed.GetValue(_activations) ?? usual.ActivationBits,
            ClockMegahertz = parsed.GetValue(_clock),
            MacsPerCycle = _macs.Read(parsed),
            BalancedMacsPerCycle = parsed.GetValue(_balanced),
            WeightReuse = _reuse.Read(parsed),
            PackedWeights = parsed.GetValue(_packed),
            LinkDepth = parsed.GetValue(_linkDepth) ?? usual.LinkDepth,
            WeightsOnChip = parsed.GetValue(_resident),
            Parallelism = Parallelism.Resolve(parsed.GetValue(_fpgas), parsed.GetValue(_tensor), parsed.GetValue(_pipeline)),
            LinkGigabitsPerSecond = parsed.GetValue(_link),
            LinkEfficiency = parsed.GetValue(_efficiency) ?? usual.LinkEfficiency,
        };
        if (request.MacsPerCycle is not null && request.BalancedMacsPerCycle is not null)
            throw new UsageException("--macs and --balanced-macs were both given, but only one can be.");
        if (request.Parallelism.Devices == 1 && (parsed.GetValue(_link) ?? parsed.GetValue(_efficiency)) is not null)
            throw new UsageException("a link between FPGAs was given, but there is one FPGA.");
        var note = LeastChannels.Note(request.Device, request.LayersOnChip);
        if (parsed.GetValue(_form) == Paper)
        {
            var estimate = PaperEstimator.Estimate(request);
            Print(parsed, EstimateResults.Of(estimate, note), estimate.Point, estimate.Searched, request.Device.Name);
        }
        else
        {
            var estimate = RefinedEstimator.Estimate(request);
            Print(parsed, EstimateResults.Of(estimate, note), estimate.Point, estimate.Searched, request.Device.Name);
        }
    }

    private void Print(ParseResult parsed, EstimateResult result, PaperPoint point, bool searched, string device)
    {
        if (_json.Read(parsed)) Json.Print(_terminal, result);
        else EstimateReport.Print(_terminal, result, point, searched, device);
    }

    private static string? ParseForm(ArgumentResult result) =>
        Numbers.Text(result) is Paper or Refined ? Numbers.Text(result) : Numbers.Refuse<string>(result, "--form", "paper or refined");
}
