using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary>How SystemVerilog is simulated, and what is compared.</summary>
internal sealed class CosimOptions
{
    private readonly Option<bool> _firings = new("--firings")
    {
        Description = "Compare the cycle of each firing of every process too, and each element that passes between processes.",
    };

    private readonly Option<uint?> _jitter = new("--jitter")
    {
        Description = "Let the ports of the test bench rest at random: bits must agree, cycles are not compared.",
        HelpName = "SEED",
        CustomParser = result => uint.TryParse(Numbers.Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            && seed > 0
            ? seed
            : Numbers.Refuse<uint?>(result, "--jitter", $"an integer from 1 to {uint.MaxValue}"),
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        Description = "Write the wave form of every signal there, for gtkwave or surfer.",
        HelpName = "FILE.fst",
    };

    private readonly Option<bool> _noCache = new("--no-cache")
    {
        Description = $"Compile even what was compiled before; compiled models are kept in {VerilatorCache.Variable} or ~/.cache/millrace.",
    };

    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "A folder to emit and compile in, new or empty, that is kept; without it, one that is deleted.",
        HelpName = "DIR",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _firings, _jitter, _trace, _noCache, _keep }) command.Add(option);
    }

    /// <summary>What was asked for; before any long work.</summary>
    public VerilationOptions Read(ParseResult parsed)
    {
        var trace = parsed.GetValue(_trace);
        if (trace is not null) WholeFile.Check(trace, "--trace");
        return new()
        {
            Firings = parsed.GetValue(_firings),
            Jitter = parsed.GetResult(_jitter) is null ? null : parsed.GetValue(_jitter),
            Trace = trace is null ? null : Path.GetFullPath(trace),
        };
    }

    /// <summary>Where compiled models are kept, or null.</summary>
    public VerilatorCache? Cache(ParseResult parsed) => parsed.GetValue(_noCache) ? null : VerilatorCache.OfUser;

    /// <summary>The folder to work in.</summary>
    public WorkFolder Folder(ParseResult parsed) => parsed.GetValue(_keep) is { } path ? WorkFolder.Kept(path) : WorkFolder.Temporary();
}
