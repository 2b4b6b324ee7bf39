using System.CommandLine;

namespace Millrace.Cli;

/// <summary><c>--json</c>: the result as one JSON object, and nothing else on standard output.</summary>
internal sealed class JsonOption
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON." };

    public void AddTo(Command command) => command.Add(_json);

    public bool Read(ParseResult parsed) => parsed.GetValue(_json);
}
