using System.Globalization;

namespace Millrace.Kernels;

/// <summary>A parameter that a kernel of the catalogue is asked for with.</summary>
/// <param name="Name">Its name, in snake_case.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Default">Its value where none is given.</param>
/// <param name="Allowed">What it may be, in words.</param>
/// <param name="Accepts">Whether a text is a value of it; what only fits with other parameters is for the kernel to refuse.</param>
public sealed record KernelParameter(string Name, string Meaning, string Default, string Allowed, Func<string, bool> Accepts)
{
    /// <summary>An integer.</summary>
    public static KernelParameter Integer(string name, string meaning, long otherwise, long least, long most) => new(
        name, meaning, Text(otherwise), FormattableString.Invariant($"an integer from {least} to {most}"),
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v) && v >= least && v <= most);

    /// <summary>The type of an element: <c>int8</c>, <c>uint17</c>.</summary>
    public static KernelParameter Type(string name, string meaning, string otherwise, int widest = 64) => new(
        name, meaning, otherwise, FormattableString.Invariant($"int1 to int{widest}, uint1 to uint{Math.Min(widest, 63)}"),
        text => ElementType.Parse(text) is { } type && type.Width <= widest);

    /// <summary>A word of a few.</summary>
    public static KernelParameter Choice(string name, string meaning, string otherwise, params string[] words) => new(
        name, meaning, otherwise, $"{string.Join(", ", words[..^1])} or {words[^1]}", words.Contains);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
