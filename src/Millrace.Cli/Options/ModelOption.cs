using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>--model</c>: a folder, or a model that comes with Millrace.</summary>
internal sealed class ModelOption
{
    private readonly string? _bundled;
    private readonly Option<string?> _model;

    private ModelOption(string description, string? bundled)
    {
        _bundled = bundled;
        _model = new("--model") { Description = description, HelpName = "DIR" };
    }

    /// <summary>A GPT-2 by default: the bundled Shakespeare model.</summary>
    public ModelOption()
        : this("Folder of a GPT-2 in Hugging Face's layout; without it, the bundled Shakespeare model.", "shakespeare")
    {
    }

    /// <summary>As <see cref="ModelOption()"/>, of a command that takes encoders too.</summary>
    public static ModelOption OfAnyKind() => new(
        "Folder of a GPT-2, or of a BERT, RoBERTa or DistilBERT, in Hugging Face's layout; without it, the bundled Shakespeare model.",
        "shakespeare");

    /// <summary>Of a command for encoders: the bundled sentiment model.</summary>
    public static ModelOption OfEncoder() => new(
        "Folder of a BERT, RoBERTa or DistilBERT in Hugging Face's layout; without it, the bundled sentiment model.", "sentiment");

    /// <summary>Of a command for encoders that have a head which no bundled model has.</summary>
    public static ModelOption OfMaskedModel() =>
        new("Folder of a BERT, RoBERTa or DistilBERT that is a masked language model, in Hugging Face's layout.", null);

    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The folder; the bundled models lie beside the program, wherever that was installed.</summary>
    /// <exception cref="UsageException">None was given where there is none bundled.</exception>
    public string Path(ParseResult parsed) => parsed.GetValue(_model)
        ?? (_bundled is null
            ? throw new UsageException("--model DIR is needed: the folder of a masked language model.")
            : System.IO.Path.Combine(AppContext.BaseDirectory, "models", _bundled));

    public ModelFolder Open(ParseResult parsed) => ModelFolder.Open(Path(parsed));
}
