using System.Globalization;
using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary>What <c>millrace cosim</c> prints.</summary>
internal static class CosimReport
{
    public static void Print(Terminal terminal, string name, CosimulationReport report)
    {
        var compared = report.ComparesCycles ? "bits compared, and the cycle of each element" : "bits compared; ports rested at random";
        Line($"{name}: {report.Cycles.Count} launches, {report.Elements} elements of outputs; {report.Bits} {compared}");
        if (report.Firings > 0) Line($"{report.Firings} firings compared, and {report.InnerElements} elements between processes");
        else if (report.InnerElements > 0) Line($"{report.InnerElements} elements between processes compared");
        var (own, found) = (Numbers(report.OutputCycles), Numbers(report.FoundOutputCycles));
        Line($"cycles to the last element: {own} by the simulation, {found} by SystemVerilog");
        var (theirs, ours) = (Seconds(report.VerilatorTime), Seconds(report.OwnTime));
        Line($"{theirs} by Verilator for {report.Clocks} clocks");
        Line($"{ours} by the simulation, bits and cycles: {report.Ratio:0.#} times faster");
        if (report.LateMemories is { } late)
            Line($"{late.Bits} bits compared behind AXI, with memories that answered late, at random");
        terminal.Out.WriteLine((report.Difference?.ToString() ?? report.LateMemories?.Difference) is { } difference
            ? $"FAIL: {difference}"
            : "PASS");

        void Line(FormattableString text) => terminal.Out.WriteLine(FormattableString.Invariant(text));
    }

    private static string Numbers(IReadOnlyList<long> numbers) => numbers.Count <= 4
        ? string.Join(" + ", numbers)
        : string.Create(CultureInfo.InvariantCulture, $"{numbers.Sum()} in all");

    private static string Seconds(TimeSpan time) => time.TotalSeconds >= 0.1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms");
}
