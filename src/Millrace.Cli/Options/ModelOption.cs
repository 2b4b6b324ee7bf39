using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>--model</c>: a folder, or the model that comes with Millrace.</summary>
internal sealed class ModelOption
{
    private readonly Option<string?> _model = new("--model")
    {
        Description = "Folder of a GPT-2 in Hugging Face's layout; without it, the bundled Shakespeare model.",
        HelpName = "DIR",
    };

    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The folder; the bundled model lies beside the program, wherever that was installed.</summary>
    public string Path(ParseResult parsed) =>
        parsed.GetValue(_model) ?? System.IO.Path.Combine(AppContext.BaseDirectory, "models", "shakespeare");

    public ModelFolder Open(ParseResult parsed) => ModelFolder.Open(Path(parsed));
}
