using System.CommandLine;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli;

/// <summary><c>millrace compare</c>: boards and GPUs beside each other, and from where on a board wins.</summary>
internal sealed class CompareCommand
{
    private const string UsualDevice = "u280";
    private const string UsualGpu = "a100-80gb-pcie";

    private readonly Terminal _terminal;
    private readonly JsonOption _json = new();

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Model: a name that millrace models lists, a folder in Hugging Face's layout, or its config.json.",
        HelpName = "NAME|DIR",
    };

    private readonly Option<string[]?> _devices = ListOptions.Names(
        "--device",
        $"Boards, each by its best case, not a design: names that millrace devices lists, or device files [default: {UsualDevice}].",
        "A,B,...");

    private readonly Option<string[]?> _gpus = ListOptions.Names(
        "--gpu", $"GPUs: names that millrace devices lists, or GPU files [default: {UsualGpu}].", "X,Y,...");

    private readonly Option<int[]?> _prompts = ListOptions.Integers(
        "--prompt", "Prompts in tokens [default: 32,64,128,256, as the context allows].", "L,L,...", 1);

    private readonly Option<int[]?> _generate = ListOptions.Integers(
        "--generate", "Tokens generated after each prompt [default: 32,64,128,256, as the context allows].", "G,G,...", 1);

    private readonly Option<int?> _weights = Numbers.Integer(
        "--weights", "Bits of a weight on the boards, 1 to 16 [default: 8].", "BITS", 1, 16);

    private readonly Option<int?> _activations = Numbers.Integer(
        "--activations", "Bits of an activation on the boards, 1 to 16 [default: 8].", "BITS", 1, 16);

    private readonly Option<double?> _clock = Numbers.Real(
        "--clock", "Clock of all boards in MHz; without it, each board's. An assumption until a place-and-route confirms it.", "MHZ",
        "a number from 1 to 2000, in MHz", value => value is >= 1 and <= 2000);

    private readonly Option<string[]?> _designs = ListOptions.Names(
        "--design", "Design points that are compared too, each on its own board; millrace explore --output writes one.", "FILE.json,...");

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write the comparison there, one page with charts that needs nothing else.",
        HelpName = "FILE.html",
    };

    private CompareCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "compare",
            "Compares a model on boards and GPUs over prompts and output lengths: latency, energy, and from how many generated tokens on a "
            + "board wins.",
            "millrace compare --model gpt2-medium --device u280 --gpu a100-80gb-pcie",
            "millrace compare --model gpt2-medium --device u280,v80 --gpu a100-80gb-pcie,t4 --weights 4 --report comparison.html",
            "millrace compare --model llama3.2-1b --device v80 --gpu h100-sxm --prompt 128,1024 --generate 64,512 --json");
        var self = new CompareCommand(terminal);
        foreach (var option in new Option[]
        {
            self._model, self._devices, self._gpus, self._prompts, self._generate, self._weights, self._activations, self._clock,
            self._designs, self._report,
        })
        {
            command.Add(option);
        }

        self._json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) => self.Run(parsed));
        return command;
    }

    private void Run(ParseResult parsed)
    {
        var report = parsed.GetValue(_report);
        if (report is not null) WholeFile.Check(report, "--report");
        var comparison = Comparer.Compare(Request(parsed));
        if (report is not null) WholeFile.Write(report, ReportPage.Of(comparison, Command(parsed)));
        if (_json.Read(parsed)) Json.Print(_terminal, comparison);
        else CompareTables.Print(_terminal, comparison);
    }

    private CompareRequest Request(ParseResult parsed)
    {
        var shape = ModelCatalogue.Find(
            parsed.GetValue(_model) ?? throw new UsageException("--model NAME|DIR is needed: millrace models lists the names."));
        var given = ListOptions.Given(parsed, _generate);
        if (shape.IsEncoder && given is not null)
            throw new UsageException($"--generate was given, but {shape.Name} is an encoder and generates no tokens.");
        var prompts = ListOptions.Given(parsed, _prompts) ?? CompareDefaults.Prompts(shape);
        var usual = new CompareRequest
        {
            Shape = shape,
            Devices = [.. (ListOptions.Given(parsed, _devices) ?? [UsualDevice]).Select(DeviceCatalogue.Find)],
            Gpus = [.. (ListOptions.Given(parsed, _gpus) ?? [UsualGpu]).Select(GpuCatalogue.Find)],
            PromptTokens = prompts,
            GeneratedTokens = given ?? CompareDefaults.Generated(shape, prompts),
        };
        return usual with
        {
            WeightBits = parsed.GetValue(_weights) ?? usual.WeightBits,
            ActivationBits = parsed.GetValue(_activations) ?? usual.ActivationBits,
            ClockMegahertz = parsed.GetValue(_clock),
            Designs = [.. (ListOptions.Given(parsed, _designs) ?? []).Select(Design)],
        };
    }

    // As it was given, but for where the page and the JSON go: the same comparison gives the same page.
    private static string Command(ParseResult parsed)
    {
        var given = parsed.Tokens.Select(t => t.Value).ToArray();
        return $"millrace {string.Join(' ', given.Where((word, i) => word != "--json" && (i == 0 || given[i - 1] != "--report")))}";
    }

    private static NamedDesign Design(string file)
    {
        var point = DesignPoint.Load(file);
        return new NamedDesign(Path.GetFileName(file), point, DeviceCatalogue.Find(point.Device));
    }
}
