using System.Globalization;
using System.Text;

namespace Millrace.Hls;

/// <summary>Text that is written line by line, the same on every machine.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a line.</summary>
    internal SourceText Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Line(FormattableString)"/>
    internal SourceText Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
