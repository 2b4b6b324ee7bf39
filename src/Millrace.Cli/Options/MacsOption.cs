using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary><c>--macs</c>: multiply-accumulates each cycle of every operator, one number for all or each by its name.</summary>
internal sealed class MacsOption
{
    private const string Name = "--macs";

    private readonly Option<PerOperator?> _macs = new(Name)
    {
        Description = "Multiply-accumulates a cycle of each operator: one number for all, or each by name. Without it, the largest feasible "
            + "balanced design is searched.",
        HelpName = "M|q=..,k=..,v=..,p=..,f1=..,f2=..,a1=..,a2=..",
        CustomParser = Parse,
    };

    public void AddTo(Command command) => command.Add(_macs);

    public PerOperator? Read(ParseResult parsed) => parsed.GetValue(_macs);

    private static PerOperator? Parse(ArgumentResult result)
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
            result, Name, "an integer of at least 1, or one for each of q, k, v, p, f1, f2, a1 and a2, as in q=256,k=256,v=256,p=256,f1=256,f2=256,a1=64,a2=64");
    }

    private static bool Number(string text, out double value)
    {
        var good = int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= 1;
        value = good ? number : 0;
        return good;
    }
}
