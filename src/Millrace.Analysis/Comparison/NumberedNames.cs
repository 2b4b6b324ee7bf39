using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Tells equal names apart, in the order in which they come: <c>d</c>, <c>d 2</c>, <c>d 3</c>.</summary>
internal sealed class NumberedNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Next(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name} {i}");
        return free;
    }
}
