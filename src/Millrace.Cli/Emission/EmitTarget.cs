namespace Millrace.Cli;

/// <summary>A language, or a form of package, that <c>millrace emit</c> writes.</summary>
/// <param name="Name">What <c>--target</c> calls it.</param>
/// <param name="Emit">The files of a design: text by path in the folder, a README.md among them.</param>
internal sealed record EmitTarget(string Name, Func<RtlSource, IReadOnlyDictionary<string, string>> Emit)
{
    /// <summary>All of them, the default first; another target is another line.</summary>
    public static IReadOnlyList<EmitTarget> All { get; } = [SystemVerilogTarget.Target, VitisRtlTarget.Target, VitisHlsTarget.Target];
}
