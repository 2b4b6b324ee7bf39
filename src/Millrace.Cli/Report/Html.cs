using System.Xml.Linq;

namespace Millrace.Cli;

/// <summary>Elements of a page that is HTML5 and XML at once: all text is escaped, and only void elements have no end tag.</summary>
internal static class Html
{
    public static XElement Element(string name, params object?[] content)
    {
        var element = new XElement(name, content);
        // Without content HTML would take the end tag's absence for an open element.
        if (element.IsEmpty && name is not ("meta" or "br")) element.Add("");
        return element;
    }

    public static XAttribute Class(string name) => new("class", name);

    public static XElement Paragraph(string text) => Element("p", text);

    public static XElement Section(string id, string title, params object?[] content) =>
        Element("section", new XAttribute("aria-labelledby", id), Element("h2", new XAttribute("id", id), title), content);

    public static XElement List(IEnumerable<string> items) => Element("ul", items.Select(i => Element("li", i)));

    /// <summary>A table that scrolls inside its own box; its first column is names, the others are right-aligned unless said.</summary>
    public static XElement Table(string label, IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> rows, bool texts = false) =>
        Element(
            "div", Class("scroll"), new XAttribute("role", "region"), new XAttribute("aria-label", label), new XAttribute("tabindex", "0"),
            Element(
                "table", texts ? Class("texts") : null,
                Element("thead", Element("tr", columns.Select(c => Element("th", new XAttribute("scope", "col"), c)))),
                Element("tbody", rows.Select(Row))));

    public static XElement Details(string summary, params object?[] content) => Element("details", Element("summary", summary), content);

    public static string Page(string title, XElement body) => "<!DOCTYPE html>\n" + Element(
        "html", new XAttribute("lang", "en"),
        Element(
            "head", new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            Element("title", title), Element("style", ReportStyle.Text)),
        body).ToString(SaveOptions.DisableFormatting) + "\n";

    private static XElement Row(IEnumerable<object?> cells) => Element("tr", cells.Select((c, i) =>
        i == 0 ? Element("th", new XAttribute("scope", "row"), c) : c is XElement { Name.LocalName: "td" } cell ? cell : Element("td", c)));
}
