using System.Globalization;

namespace Millrace.Cosimulation;

/// <summary>Proofs of SystemVerilog by induction: Yosys turns a checking module, and what it places, into a formula; yosys-smtbmc and the
/// solver Z3 show that no run of any length breaks an assertion, and that every cover statement can be reached.</summary>
public static class Proof
{
    /// <summary>Cycles in which what a checker covers has to be reached.</summary>
    private const int CoverCycles = 30;

    /// <summary>Proves what a module asserts.</summary>
    /// <param name="folder">Where the SystemVerilog is; all of its files with the ending <c>.sv</c> are read.</param>
    /// <param name="checker">The module that asserts; it stays free of clocks other than <c>clk</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cycles">Length of the induction: what held in so many cycles in a row has to hold in the next.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Yosys or Z3 is missing, or Yosys refuses the text.</exception>
    public static ProofResult Run(
        string folder, string checker, IReadOnlyDictionary<string, long> parameters, int cycles, CancellationToken cancellation = default)
    {
        // yosys-smtbmc, which comes with Yosys, would fail with a trace of its own if there were no solver.
        Tool.Run("z3", "z3", folder, ["--version"], cancellation);
        var given = string.Concat(parameters.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => FormattableString.Invariant($" -chparam {p.Key} {p.Value}")));
        var files = Directory.GetFiles(folder, "*.sv").Select(Path.GetFileName).Order(StringComparer.Ordinal);

        // Memories become registers with names, which a checker can look at.
        var script = $"read_verilog -sv -formal -mem2reg {string.Join(' ', files)}; hierarchy -check -top {checker}{given}; "
            + $"proc; flatten; opt_clean; opt; dffunmap; opt_clean; write_smt2 -wires {checker}.smt2";
        var log = Tool.Run("yosys", "yosys", folder, ["-q", "-p", script], cancellation);
        var steps = cycles.ToString(CultureInfo.InvariantCulture);
        var beginning = Solve(["--presat", "-t", steps]);
        var continues = beginning && Solve(["-i", "-t", steps]);
        return new ProofResult(beginning, continues, beginning && Solve(["-c", "-t", $"{CoverCycles}"]), log);

        bool Solve(IReadOnlyList<string> mode)
        {
            var (code, said) = Tool.Try(
                "yosys-smtbmc", "yosys", folder, ["-s", "z3", "--unroll", "--noinfo", .. mode, $"{checker}.smt2"], cancellation);
            log += said;
            return code == 0;
        }
    }
}

/// <summary>What a proof came to.</summary>
/// <param name="Begins">Nothing that is asserted breaks in the first cycles.</param>
/// <param name="Continues">What held for some cycles holds in the next: with <paramref name="Begins"/>, forever.</param>
/// <param name="Reaches">Everything that is covered can happen: the proof is not about nothing.</param>
/// <param name="Log">What the tools said.</param>
public sealed record ProofResult(bool Begins, bool Continues, bool Reaches, string Log)
{
    /// <summary>Whether all is proved.</summary>
    public bool Holds => Begins && Continues && Reaches;
}
