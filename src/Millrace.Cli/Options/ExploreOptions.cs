using System.CommandLine;

namespace Millrace.Cli;

/// <summary>The options of <c>millrace explore</c>.</summary>
internal sealed class ExploreOptions
{
    /// <summary>Names of the objectives.</summary>
    private static readonly string[] Objectives = ["decode", "prefill", "total", "energy"];

    public Option<string?> Model { get; } = new("--model")
    {
        Description = "Model: a name that millrace models lists, a folder in Hugging Face's layout, or its config.json.",
        HelpName = "NAME|DIR",
    };

    public Option<string?> Device { get; } = new("--device")
    {
        Description = "Board: a name that millrace devices lists, or a device file.",
        HelpName = "NAME|FILE.json",
    };

    public Option<string?> Objective { get; } = new("--objective")
    {
        Description = "What to make small: the time of the last decoded token, of the prompt, of both with all tokens between, or the "
            + "energy of a token [default: decode; of an encoder prefill].",
        HelpName = "decode|prefill|total|energy",
        CustomParser = result => Objectives.Contains(Numbers.Text(result))
            ? Numbers.Text(result)
            : Numbers.Refuse<string>(result, "--objective", "decode, prefill, total or energy"),
    };

    public Option<int?> Prompt { get; } = Numbers.Integer(
        "--prompt", "Tokens of the prompt [default: 128, as the context allows].", "L", 1);

    public Option<int?> Sequences { get; } = Numbers.Integer(
        "--sequences", "Sequences of an encoder in flight, each of so many tokens; times are of all of them [default: 1].", "N", 1, 64);

    public Option<int?> Generate { get; } = Numbers.Integer(
        "--generate", "Tokens generated after it: the prompt gives the first, decode is of the last one [default: 128, as the context allows].",
        "G", 0);

    public Option<int?> Context { get; } = Numbers.Integer(
        "--context",
        "Tokens of context that memories are made for: at least prompt and generated, at most the model's [default: prompt and generated; "
        + "of a GPT-2 the model's own, which millrace generate --design needs].",
        "TOKENS", 1);

    public Option<int[]?> Weights { get; } = ListOptions.Integers(
        "--weights", "Bits that a weight may have, 2 to 16; millrace evaluate tells what each costs in quality [default: 8].", "BITS,...", 2, 16);

    public Option<int[]?> Activations { get; } = ListOptions.Integers(
        "--activations", "Bits that an activation may have, 2 to 16 [default: 8].", "BITS,...", 2, 16);

    public Option<double?> Clock { get; } = Numbers.Real(
        "--clock", "Clock in MHz; without it, the device's. An assumption until a place-and-route confirms it.", "MHZ",
        "a number from 1 to 2000, in MHz", value => value is >= 1 and <= 2000);

    public Option<int[]?> Fpgas { get; } = ListOptions.Integers(
        "--fpgas", "Numbers of boards; without a scheme, every one that divides the model is searched [default: 1].", "n,...", 1);

    public Option<int?> Tensor { get; } = Numbers.Integer("--tensor-parallel", "Boards that share each layer.", "p1", 1);

    public Option<int?> Pipeline { get; } = Numbers.Integer(
        "--pipeline-parallel", "Boards that layers are dealt out to in a row.", "p2", 1);

    public Option<string?> Output { get; } = new("--output")
    {
        Description = "Write the design point there; millrace generate --design reads it.",
        HelpName = "FILE.json",
    };

    public Option<double?> TimeLimit { get; } = Numbers.Real(
        "--time-limit",
        "End the search after some seconds, with the best design so far. What is found then depends on the machine; without it, it does not.",
        "SECONDS", "a number of seconds above 0 and at most 86400", value => value is > 0 and <= 86400);

    public Option<bool> NoSimulation { get; } = new("--no-simulation")
    {
        Description = "Leave out the cycle-exact simulation of the design that was found.",
    };

    public JsonOption Json { get; } = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            Model, Device, Objective, Prompt, Sequences, Generate, Context, Weights, Activations, Clock, Fpgas, Tensor, Pipeline, TimeLimit,
            Output, NoSimulation,
        })
            command.Add(option);
        Json.AddTo(command);
    }
}
