using System.Globalization;
using System.Text.RegularExpressions;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design's C++ compiled by g++ with its test bench and the stand-ins of the vendor's headers.</summary>
public sealed partial class CompiledHls
{
    private readonly string folder;

    private CompiledHls(VitisHlsDesign emitted, string folder) => (Emitted, this.folder) = (emitted, folder);

    /// <summary>The C++.</summary>
    public VitisHlsDesign Emitted { get; }

    /// <summary>Compiles an emitted design; a warning is an error.</summary>
    /// <param name="emitted">Its C++.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">make or g++ is missing, or does not accept the text.</exception>
    public static CompiledHls Build(VitisHlsDesign emitted, string folder, CancellationToken cancellation = default)
    {
        emitted.WriteTo(folder);
        Tool.Run("make", "make", folder, [emitted.Top + "_test", "CXX=g++ -Werror"], cancellation);
        return new(emitted, folder);
    }

    /// <summary>Runs the test bench.</summary>
    /// <param name="files">What it reads: see <see cref="HlsLaunches"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Elements and words of memory that were compared, and the first difference; empty if there is none.</returns>
    /// <exception cref="CosimulationException">It failed otherwise.</exception>
    public (long Elements, string Difference) Run(IReadOnlyDictionary<string, string> files, CancellationToken cancellation = default)
    {
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
        var (code, said) = Tool.Try(Path.Combine(folder, Emitted.Top + "_test"), "g++", folder, [], cancellation);
        if (Summary().Match(said) is not { Success: true } summary || code > 1)
            throw new CosimulationException($"the test bench of {Emitted.Top} failed with exit code {code}:\n{said.Trim()}");
        var elements = long.Parse(summary.Groups[1].Value, CultureInfo.InvariantCulture);
        return (elements, code == 0 ? "" : said.Trim());
    }

    [GeneratedRegex("^([0-9]+) elements, [0-9]+ differences$", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
