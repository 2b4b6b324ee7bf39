using System.Globalization;
using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Types of elements as parameters have them: <c>int8</c>, <c>uint17</c>.</summary>
internal static class ElementType
{
    /// <summary>The type, or null if the text is none.</summary>
    internal static ScalarType? Parse(string text)
    {
        var signed = text.StartsWith("int", StringComparison.Ordinal);
        if (!signed && !text.StartsWith("uint", StringComparison.Ordinal))
            return null;
        return int.TryParse(text.AsSpan(signed ? 3 : 4), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && width >= 1 && width <= (signed ? 64 : 63) ? new ScalarType(width, signed) : null;
    }
}
