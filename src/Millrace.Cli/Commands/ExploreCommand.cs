using System.CommandLine;

namespace Millrace.Cli;

/// <summary><c>millrace explore</c>: the best design of a model on a board.</summary>
internal static class ExploreCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "explore",
            "Finds the design of a model on a board that is fastest or takes least energy, with a bound that no design falls below; Ctrl-C ends "
            + "the search with the best so far.",
            "millrace explore --model gpt2-medium --device u280",
            "millrace explore --model gpt2-medium --device u280 --objective total --prompt 64 --generate 192 --clock 250",
            "millrace explore --model models/shakespeare --device u280 --output design.json",
            "millrace explore --model llama2-7b --device u280 --weights 4 --fpgas 4 --tensor-parallel 2 --pipeline-parallel 2 --json");
        var options = new ExploreOptions();
        options.AddTo(command);
#if EXPLORATION
        CommandAction.Set(command, terminal, (parsed, cancellation) => new Exploration(terminal, options).Run(parsed, cancellation));
#else
        CommandAction.Set(command, terminal, (_, _) => throw new UsageException(
            "this millrace was built without exploration: build it with -p:Exploration=true."));
#endif
        return command;
    }
}
