using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>An axis of a chart: its range, where a value lies on it, and its rounded ticks.</summary>
internal sealed class Axis
{
    private readonly double _from;
    private readonly double _to;
    private readonly bool _log;

    private Axis(string title, double from, double to, bool log, IReadOnlyList<double> ticks) =>
        (Title, _from, _to, _log, Ticks) = (title, from, to, log, ticks);

    /// <summary>What it measures, with its unit.</summary>
    public string Title { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>From zero, or from the least value where that is negative, with ticks of 1, 2 or 5 times a power of ten.</summary>
    public static Axis Linear(string title, IEnumerable<double> values)
    {
        var most = values.DefaultIfEmpty(1).Max();
        if (most <= 0) most = 1;
        var rough = Math.Pow(10, Math.Floor(Math.Log10(most / 5)));
        var step = new[] { 1, 2, 5, 10 }.Select(f => f * rough).First(s => most / s <= 6);
        var count = (int)Math.Ceiling((most / step) - 1e-9);
        return new Axis(title, 0, count * step, false, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    /// <summary>Logarithmic, with ticks at powers of ten, or at 1, 2 and 5 times these where the range is short.</summary>
    public static Axis Decades(string title, IEnumerable<double> values)
    {
        var (least, most) = Range(values);
        double[] steps = Math.Log10(most / least) < 2.5 ? [1, 2, 5] : [1];
        var all = Enumerable.Range(-15, 35).SelectMany(e => steps.Select(s => s * Math.Pow(10, e))).ToArray();
        var (from, to) = (all.Last(t => t <= least * (1 + 1e-9)), all.First(t => t >= most * (1 - 1e-9)));
        if (to <= from) to = 10 * from;
        return new Axis(title, from, to, true, [.. all.Where(t => t >= from && t <= to)]);
    }

    /// <summary>Logarithmic, with ticks at powers of two: for tokens.</summary>
    public static Axis Doublings(string title, IEnumerable<double> values)
    {
        var (least, most) = Range(values);
        if (least == most) most = 2 * least;
        var powers = Enumerable.Range(0, 40).Select(e => Math.Pow(2, e)).Where(t => t >= least * 0.99 && t <= most * 1.01).ToArray();
        var stride = Math.Max(1, (powers.Length + 7) / 8);
        return new Axis(title, least, most, true, [.. powers.Where((_, i) => i % stride == 0)]);
    }

    /// <summary>Where a value lies, 0 at the beginning and 1 at the end.</summary>
    public double Place(double value) => _log
        ? Math.Log(value / _from) / Math.Log(_to / _from)
        : (value - _from) / (_to - _from);

    public bool Holds(double value) => value >= _from * (1 - 1e-9) && value <= _to * (1 + 1e-9) && (!_log || value > 0);

    public double From => _from;

    public double To => _to;

    /// <summary>A tick's number, short: 20 k, 5 M.</summary>
    public static string Label(double value) => Math.Abs(value) switch
    {
        >= 1e15 => FigureText.Figure(value / 1e15) + " P",
        >= 1e12 => FigureText.Figure(value / 1e12) + " T",
        >= 1e9 => FigureText.Figure(value / 1e9) + " G",
        >= 1e6 => FigureText.Figure(value / 1e6) + " M",
        >= 1e5 => FigureText.Figure(value / 1e3) + " k",
        _ => FigureText.Figure(value),
    };

    private static (double Least, double Most) Range(IEnumerable<double> values)
    {
        var all = values.Where(v => v > 0).DefaultIfEmpty(1).ToArray();
        return (all.Min(), all.Max());
    }
}
