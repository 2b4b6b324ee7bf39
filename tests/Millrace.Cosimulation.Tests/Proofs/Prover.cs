namespace Millrace.Cosimulation.Tests;

/// <summary>Runs a checker of this folder against the primitives, as they are or with one text replaced by another.</summary>
internal static class Prover
{
    private static readonly string Emission = Path.Combine(Repository.Root, "src", "Millrace.Hls", "Emission", "SystemVerilog");

    private static readonly string Checkers = Path.Combine(Repository.Root, "tests", "Millrace.Cosimulation.Tests", "Proofs");

    /// <summary>Files of the primitives.</summary>
    internal static IEnumerable<string> Primitives() =>
        new[] { "Primitives", "Axi" }.SelectMany(f => Directory.GetFiles(Path.Combine(Emission, f), "*.sv"));

    /// <param name="checker">Name of the checking module.</param>
    /// <param name="parameters">As in <c>DEPTH=2 LATENCY=1</c>.</param>
    /// <param name="cycles">Length of the induction.</param>
    /// <param name="change">A primitive, a text in it that occurs once, and what comes in its place.</param>
    internal static ProofResult Run(
        string checker, string parameters, int cycles, (string Primitive, string Text, string Instead)? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("millrace_proof_");
        try
        {
            foreach (var file in Primitives().Append(Path.Combine(Checkers, checker + ".sv")))
            {
                var text = File.ReadAllText(file);
                if (change is { } c && Path.GetFileNameWithoutExtension(file) == c.Primitive)
                {
                    Assert.Equal(2, text.Split(c.Text).Length);
                    text = text.Replace(c.Text, c.Instead, StringComparison.Ordinal);
                }

                File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(file)), text);
            }

            var given = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='))
                .ToDictionary(p => p[0], p => long.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
            return Proof.Run(folder.FullName, checker, given, cycles);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
