using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>An option that takes a whole number of at least 1 for every operator of a layer: one for all, or each by its name.</summary>
internal sealed class PerOperatorOption(string name, string description, string symbol)
{
    private readonly Option<PerOperator?> _option = new(name)
    {
        Description = description,
        HelpName = $"{symbol}|q=..,k=..,v=..,p=..,f1=..,f2=..,a1=..,a2=..",
        CustomParser = result => Parse(result, name),
    };

    public void AddTo(Command command) => command.Add(_option);

    public PerOperator? Read(ParseResult parsed) => parsed.GetValue(_option);

    private static PerOperator? Parse(ArgumentResult result, string name)
    {
        var text = Numbers.Text(result);
        if (Number(text, out var all)) return PerOperator.All(all);
        var values = new double[PerOperator.Names.Count];
        foreach (var part in text.Split(','))
        {
            var sides = part.Split('=');
            var place = sides.Length == 2 ? PerOperator.Names.ToList().IndexOf(sides[0].Trim()) : -1;
            if (place < 0 || values[place] > 0 || !Number(sides[1], out values[place])) return Refuse();
        }

        return values.All(v => v > 0) ? PerOperator.Of(values) : Refuse();

        PerOperator? Refuse() => Numbers.Refuse<PerOperator?>(
            result, name,
            "an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64");
    }

    private static bool Number(string text, out double value)
    {
        // What is too much is the estimate's to say.
        var good = long.TryParse(
            text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= 1;
        value = good ? number : 0;
        return good;
    }
}
