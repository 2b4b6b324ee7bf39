using System.Globalization;
using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>How a contender is drawn: the colour is its device's; dash and marker tell its kinds apart without colour.</summary>
/// <param name="Colour">Of the page's palette.</param>
/// <param name="Dash">Dashes of its line, or null.</param>
/// <param name="Marker">The marker's shape.</param>
/// <param name="Hollow">Whether the marker is empty.</param>
internal sealed record Look(int Colour, string? Dash, MarkerShape Marker, bool Hollow)
{
    private const int Colours = 8;

    /// <summary>The looks of all contenders, by name.</summary>
    public static IReadOnlyDictionary<string, Look> Of(IReadOnlyList<Contender> contenders)
    {
        var devices = contenders.Select(c => c.Device).Distinct(StringComparer.Ordinal).ToList();
        return contenders.ToDictionary(c => c.Name, c => Of(c, devices.IndexOf(c.Device) % Colours), StringComparer.Ordinal);
    }

    /// <summary>The marker at a place, with a title that a pointer shows.</summary>
    public XElement At(double x, double y, string? title = null, double size = 3.5)
    {
        // A hollow square stands around a filled one that lies on it.
        var empty = Hollow;
        if (Hollow && Marker is MarkerShape.Square) size += 1.5;
        var path = Marker switch
        {
            MarkerShape.Circle => Text(
                $"M{x - size:0.#},{y:0.#}a{size:0.#},{size:0.#} 0 1,0 {2 * size:0.#},0a{size:0.#},{size:0.#} 0 1,0 {-2 * size:0.#},0z"),
            MarkerShape.Square => Text($"M{x - size:0.#},{y - size:0.#}h{2 * size:0.#}v{2 * size:0.#}h{-2 * size:0.#}z"),
            MarkerShape.Triangle => Text($"M{x - size - .5:0.#},{y + size:0.#}h{(2 * size) + 1:0.#}L{x:0.#},{y - size - 1:0.#}z"),
            _ => Text($"M{x - size - 1:0.#},{y:0.#}L{x:0.#},{y - size - 1:0.#}L{x + size + 1:0.#},{y:0.#}L{x:0.#},{y + size + 1:0.#}z"),
        };
        return new XElement(
            "path", Html.Class($"s{Colour} {(empty ? "hollow" : "full")}"), new XAttribute("d", path),
            title is null ? null : new XElement("title", title));
    }

    public XElement Line(string points) => new(
        "polyline", Html.Class($"line s{Colour}"), new XAttribute("points", points),
        Dash is null ? null : new XAttribute("stroke-dasharray", Dash));

    /// <summary>An entry of a legend.</summary>
    public XElement Entry(string name, bool line = true) => Html.Element(
        "li",
        new XElement(
            "svg", new XAttribute("viewBox", "0 0 34 14"), new XAttribute("aria-hidden", "true"),
            line ? Line("0,7 34,7") : null, At(17, 7)),
        name);

    private static Look Of(Contender c, int colour) => c.Kind switch
    {
        ContenderKind.BestCase => new(colour, null, MarkerShape.Circle, false),
        ContenderKind.Design => new(colour, null, MarkerShape.Diamond, false),
        ContenderKind.Overlay => new(colour, "6 4", MarkerShape.Circle, true),
        _ when c.Name.EndsWith(" graph", StringComparison.Ordinal) => new(colour, "9 3", MarkerShape.Triangle, false),
        _ when c.Precision == "FP16" => new(colour, null, MarkerShape.Square, true),
        _ => new(colour, "2 3", MarkerShape.Square, false),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The shape of a marker.</summary>
internal enum MarkerShape
{
    Circle,
    Square,
    Triangle,
    Diamond,
}
