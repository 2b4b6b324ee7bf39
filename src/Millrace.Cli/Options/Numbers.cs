using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Millrace.Cli;

/// <summary>Options that take a number, each with its own sentence for what is not one.</summary>
internal static class Numbers
{
    public static Option<int?> Integer(string name, string description, string help, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
                ? value
                : Refuse<int?>(result, name, Allowed(Text(result), least, most)),
    };

    public static Option<int[]?> Integers(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result =>
        {
            var parts = Text(result).Split(',', StringSplitOptions.TrimEntries);
            var values = new int[parts.Length];
            for (var i = 0; i < parts.Length; i++)
                if (!int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i]))
                    return Refuse<int[]>(result, name, $"integers separated by commas, as in {help}");
            return values;
        },
    };

    private static string Allowed(string given, int least, int most) => most < int.MaxValue
        || (BigInteger.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value > most)
            ? string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}")
            : string.Create(CultureInfo.InvariantCulture, $"an integer of at least {least}");

    public static Option<ulong?> Unsigned(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => ulong.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<ulong?>(result, name, $"an integer from 0 to {ulong.MaxValue}"),
    };

    public static Option<double?> Real(string name, string description, string help, string allowed, Func<double, bool> good) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && good(value)
            ? value
            : Refuse<double?>(result, name, allowed),
    };

    public static T? Refuse<T>(ArgumentResult result, string name, string allowed)
    {
        result.AddError($"{name} is \"{Text(result)}\", but it must be {allowed}.");
        return default;
    }

    public static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
