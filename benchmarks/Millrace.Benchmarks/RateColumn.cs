using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Millrace.Benchmarks;

/// <summary>What a benchmark counts, per second.</summary>
public sealed class RateColumn : IColumn
{
    private static readonly (double Size, string Prefix)[] Prefixes = [(1e9, "G"), (1e6, "M"), (1e3, "k")];

    public string Id => nameof(RateColumn);

    public string ColumnName => "Rate";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => false;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "What the benchmark works through, per second";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "-";
        var counts = benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttributes<CountsAttribute>();
        return string.Join(", ", counts.Select(c => Format(c.Count / (statistics.Mean * 1e-9), c.Unit)));
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;

    private static string Format(double rate, string unit)
    {
        var (size, prefix) = Prefixes.FirstOrDefault(p => rate >= p.Size, (1, ""));
        return string.Create(CultureInfo.InvariantCulture, $"{rate / size:0.00} {prefix}{unit}/s");
    }
}
