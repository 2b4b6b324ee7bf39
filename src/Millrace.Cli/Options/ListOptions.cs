using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Millrace.Cli;

/// <summary>Options that take a list, its entries set apart by commas, each with its own sentence for what is not one.</summary>
internal static class ListOptions
{
    public static Option<string[]?> Names(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Entries(result) is { Length: > 0 } entries && entries.All(e => e.Length > 0)
            ? entries
            : Numbers.Refuse<string[]?>(result, name, "one or more names, set apart by commas"),
    };

    public static Option<int[]?> Integers(string name, string description, string help, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var numbers = Entries(result).Select(e => Integer(e, least, most)).ToArray();
            return numbers.Length > 0 && numbers.All(n => n is not null)
                ? [.. numbers.Select(n => n!.Value)]
                : Numbers.Refuse<int[]?>(
                    result, name,
                    string.Create(CultureInfo.InvariantCulture, $"one or more integers {Range(least, most)}, set apart by commas"));
        },
    };

    /// <summary>The list, or null where the option was not given.</summary>
    public static T[]? Given<T>(ParseResult parsed, Option<T[]?> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    private static string[] Entries(ArgumentResult result) => [.. Numbers.Text(result).Split(',').Select(e => e.Trim())];

    private static int? Integer(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : null;

    private static string Range(int least, int most) => most == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"of at least {least}")
        : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");
}
