using System.Globalization;

namespace Millrace.Analysis;

/// <summary>Numbers for people: some significant digits, thousands set apart, the same in every culture.</summary>
public static class FigureText
{
    /// <summary>A number with at most so many significant digits; whole parts are never cut.</summary>
    public static string Figure(double value, int digits = 4)
    {
        if (value == 0 || !double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (magnitude is < -4 or > 14) return value.ToString($"0.{new string('#', digits - 1)}e0", CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, digits - 1 - magnitude);
        return value.ToString(decimals == 0 ? "#,0" : $"#,0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }
}
