using System.CommandLine;
using System.CommandLine.Parsing;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cli;

/// <summary><c>--kernel</c> and <c>--set</c>: a kernel of the library, and its parameters.</summary>
internal sealed class KernelOptions
{
    private readonly Option<string?> _kernel = new("--kernel")
    {
        Description = "A kernel that millrace kernels lists.",
        HelpName = "NAME",
    };

    private readonly Option<KeyValuePair<string, string>[]?> _set = new("--set")
    {
        Description = "Parameters of the kernel, as millrace kernel NAME lists them; the others have their defaults.",
        HelpName = "key=value ...",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = ParseSet,
    };

    private readonly Option<int?> _fanOut = Numbers.Integer(
        "--fan-out",
        FormattableString.Invariant(
            $"The most DSP slices that one register of the kernel drives, {new OperationLatencies().FanOut} unless given; more take a tree of registers."),
        "N", 2, 65536);

    private readonly Option<int?> _cascade = Numbers.Integer(
        "--cascade",
        FormattableString.Invariant(
            $"The most DSP slices that add their products in a chain, {new OperationLatencies().Cascade} unless given; more take a cycle each and save adders."),
        "N", 2, 7);

    /// <summary>Adds the options.</summary>
    /// <param name="command">Where to.</param>
    /// <param name="named">Whether <c>--kernel</c> names the kernel; an argument of the command does otherwise.</param>
    public void AddTo(Command command, bool named = true)
    {
        if (named) command.Add(_kernel);
        command.Add(_set);
        command.Add(_fanOut);
        command.Add(_cascade);
    }

    /// <summary>Whether a kernel was asked for.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_kernel) is not null;

    /// <summary>Refuses parameters where there is no kernel.</summary>
    /// <exception cref="UsageException">There are some.</exception>
    public void RefuseAlone(ParseResult parsed)
    {
        foreach (var option in (Option[])[_set, _fanOut, _cascade])
        {
            if (parsed.GetResult(option) is not null) throw new UsageException($"{option.Name} is for a kernel; give --kernel NAME too.");
        }
    }

    /// <summary>The kernel that <c>--kernel</c> names, with its parameters.</summary>
    public KernelInstance Build(ParseResult parsed) => Build(parsed, parsed.GetValue(_kernel)!);

    /// <summary>A kernel with its parameters.</summary>
    /// <exception cref="KernelCatalogueException">There is no such kernel or parameter.</exception>
    /// <exception cref="KernelParameterException">A value is not allowed.</exception>
    public KernelInstance Build(ParseResult parsed, string name)
    {
        var kernel = KernelCatalogue.Find(name);
        var given = new Dictionary<string, string>();
        foreach (var (key, value) in parsed.GetResult(_set) is null ? [] : parsed.GetValue(_set)!)
        {
            if (!given.TryAdd(key, value)) throw new UsageException($"--set gives {key} twice.");
        }

        var usual = new OperationLatencies();
        return kernel.Build(given, usual with
        {
            FanOut = parsed.GetValue(_fanOut) ?? usual.FanOut,
            Cascade = parsed.GetValue(_cascade) ?? usual.Cascade,
        });
    }

    private static KeyValuePair<string, string>[]? ParseSet(ArgumentResult result)
    {
        var pairs = result.Tokens.Select(t => t.Value.Split('=', 2)).ToList();
        var wrong = result.Tokens.Zip(pairs)
            .Where(p => p.Second.Length < 2 || p.Second[0].Length == 0).Select(p => p.First.Value).FirstOrDefault();
        if (wrong is null) return [.. pairs.Select(p => KeyValuePair.Create(p[0].Trim(), p[1].Trim()))];
        result.AddError($"--set is \"{wrong}\", but it must be key=value, as in --set lanes=8 rows=5.");
        return null;
    }
}
