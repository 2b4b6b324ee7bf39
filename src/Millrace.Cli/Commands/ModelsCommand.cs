using System.CommandLine;
using System.Globalization;
using Millrace.Analysis;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary><c>millrace models</c>: the models that are known by name.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "models", "Lists the models that estimate knows by name; any other is given by its folder.", "millrace models", "millrace models --json");
        var json = new JsonOption();
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) =>
        {
            var result = new ModelsResult([.. ModelCatalogue.All.Select(Entry)]);
            if (json.Read(parsed)) Json.Print(terminal, result);
            else Print(terminal, result);
        });
        return command;
    }

    private static ModelEntry Entry(KnownModel model) => new()
    {
        Name = model.Shape.Name,
        Title = model.Title,
        Family = model.Shape.Family.ToString().ToLowerInvariant(),
        Parameters = model.Shape.Parameters,
        Layers = model.Shape.Layers,
        Width = model.Shape.Width,
        Heads = model.Shape.Heads,
        KeyValueHeads = model.Shape.KeyValueHeads,
        HeadSize = model.Shape.HeadSize,
        InnerWidth = model.Shape.InnerWidth,
        GatedInner = model.Shape.GatedInner,
        VocabularySize = model.Shape.VocabularySize,
        ContextLength = model.Shape.ContextLength,
        Source = model.Source,
    };

    private static void Print(Terminal terminal, ModelsResult result)
    {
        var table = Tables.New("model", "parameters", "layers", "width", "heads (kv)", "inner", "vocabulary", "context");
        foreach (var m in result.Models)
            table.AddRow(
                m.Name, m.Parameters.ToString("N0", CultureInfo.InvariantCulture), $"{m.Layers}", $"{m.Width}", $"{m.Heads} ({m.KeyValueHeads})",
                $"{m.InnerWidth}", $"{m.VocabularySize}", $"{m.ContextLength}");
        Tables.Console(terminal).Write(table);
    }
}
