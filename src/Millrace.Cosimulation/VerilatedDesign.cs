using System.Globalization;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design compiled by Verilator, with its test bench.</summary>
public sealed class VerilatedDesign
{
    private readonly string folder;
    private readonly string program;
    private readonly VerilationOptions options;

    private VerilatedDesign(Design design, SystemVerilogDesign emitted, string folder, string program, VerilationOptions options) =>
        (Design, Emitted, this.folder, this.program, this.options) = (design, emitted, folder, program, options);

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>Its SystemVerilog.</summary>
    public SystemVerilogDesign Emitted { get; }

    /// <summary>How it was compiled.</summary>
    public VerilationOptions Options => options;

    /// <summary>Emits and compiles a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog yet.</exception>
    /// <exception cref="CosimulationException">Verilator is missing or does not accept the text.</exception>
    public static VerilatedDesign Build(Design design, string folder, CancellationToken cancellation = default) =>
        Build(design, SystemVerilogEmitter.Emit(design), folder, new(), null, null, cancellation);

    /// <summary>Compiles a design that was emitted.</summary>
    /// <param name="design">The design.</param>
    /// <param name="emitted">Its SystemVerilog; of another text the difference shows when it is run.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="options">How.</param>
    /// <param name="cache">Where compiled models are kept; null to compile in any case.</param>
    /// <param name="progress">Told what begins.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Verilator is missing or does not accept the text.</exception>
    public static VerilatedDesign Build(
        Design design, SystemVerilogDesign emitted, string folder, VerilationOptions options, VerilatorCache? cache,
        Action<string>? progress = null, CancellationToken cancellation = default)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        emitted.WriteTo(folder);
        File.WriteAllText(Path.Combine(folder, "main.cpp"), SimulationFiles.Main);
        var program = cache is null
            ? Compile(Path.Combine(folder, "simulation"))
            : cache.Get($"simulation-{Name(emitted, options, cancellation)}", path => Compile(path));
        return new VerilatedDesign(design, emitted, folder, program, options);

        string Compile(string path)
        {
            progress?.Invoke(FormattableString.Invariant($"translating {emitted.Files.Count} files with Verilator"));
            Tool.Run(
                "verilator", "verilator", folder,
                [
                    "--cc", "-O3", "--prefix", "Vtestbench", "--top-module", emitted.Testbench, "--timescale", "1ns/1ns",
                    "--output-split", "0", "--assert", "-Wno-fatal", "-Wno-lint", "-y", ".", .. options.VerilatorArguments,
                    emitted.Testbench + ".sv",
                ],
                cancellation);
            progress?.Invoke("compiling the model");
            VerilatorRuntime.Link(folder, path, options.Trace is not null, cache, cancellation);
            return path;
        }
    }

    /// <summary>The same compiled design with ports that rest at other times, or never.</summary>
    /// <param name="seed">The number that decides when; 0 for never.</param>
    /// <exception cref="InvalidOperationException">It was compiled without jitter.</exception>
    public VerilatedDesign WithJitter(uint seed) => options.Jitter is null
        ? throw new InvalidOperationException("the design was compiled without jitter")
        : new(Design, Emitted, folder, program, options with { Jitter = seed });

    /// <summary>Verilator's lint of the emitted modules, all warnings on.</summary>
    /// <returns>What it complains of; empty if it is content.</returns>
    public string Lint(CancellationToken cancellation = default) => Tool.Run(
        "verilator", "verilator", folder,
        ["--lint-only", "-Wall", "-Wno-fatal", "--top-module", Emitted.Top, "-y", ".", Emitted.Top + ".sv"], cancellation);

    /// <summary>Runs launches, one after the other.</summary>
    /// <param name="launches">What to launch, and how many elements each output gives.</param>
    /// <param name="memories">Words of off-chip memories before the first launch; 0 where nothing is given.</param>
    /// <param name="mostCycles">The clock is stopped after so many.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What happened; if the clock was stopped, until then.</returns>
    /// <exception cref="CosimulationException">The simulation failed.</exception>
    public SimulatedLaunches Run(
        IReadOnlyList<CosimulationLaunch> launches, IReadOnlyDictionary<OffChipMemory, long[]> memories, long mostCycles,
        CancellationToken cancellation = default)
    {
        foreach (var (name, text) in SimulationFiles.Inputs(Design, Emitted, launches, memories))
            File.WriteAllText(Path.Combine(folder, name), text);
        foreach (var memory in Design.Memories)
            File.Delete(PathOf(memory.Name, ".end"));
        List<string> arguments = [mostCycles.ToString(CultureInfo.InvariantCulture)];
        if (options.Trace is { } trace)
            arguments.Add(Path.GetFullPath(trace));
        if (options.Jitter is { } seed)
            arguments.Add(FormattableString.Invariant($"+jitter={seed}"));
        var said = Tool.Run(program, "verilator", folder, arguments, cancellation);
        var summary = said.Split('\n').Last(l => l.StartsWith("clocks ", StringComparison.Ordinal)).Split(' ');
        return new SimulatedLaunches
        {
            Outputs = Outputs(launches.Count),
            Firings = options.Firings ? Firings(launches.Count) : [],
            Channels = options.Firings ? Channels(launches.Count) : [],
            Memories = Design.Memories.Where(m => File.Exists(PathOf(m.Name, ".end"))).ToDictionary(
                m => m,
                m => File.ReadLines(PathOf(m.Name, ".end")).Where(l => !l.StartsWith("//", StringComparison.Ordinal) && l.Length > 0)
                    .SelectMany(l => HexWords.Parse(l, m.Word)).ToArray()),
            Clocks = long.Parse(summary[1], CultureInfo.InvariantCulture),
            Time = TimeSpan.FromTicks(long.Parse(summary[3], CultureInfo.InvariantCulture) / 100),
            Ended = summary[5] == "1",
        };
    }

    private static string Name(SystemVerilogDesign emitted, VerilationOptions options, CancellationToken cancellation) => ContentName.Of(
    [
        VerilatorRuntime.Version(cancellation), SimulationFiles.Main, emitted.Testbench, .. options.VerilatorArguments,
        .. emitted.Files.Where(f => f.Key.EndsWith(".sv", StringComparison.Ordinal)).SelectMany(f => new[] { f.Key, f.Value }),
    ]);

    private string PathOf(string name, string extension) => Path.Combine(folder, Emitted.NameOf[name] + extension);

    private List<Dictionary<string, SimulatedElements>> Outputs(int launches)
    {
        var found = Empty(launches, Design.Outputs);
        foreach (var output in Design.Outputs)
        {
            foreach (var line in File.ReadLines(PathOf(output.Name, ".out")))
            {
                var fields = line.Split(' ');
                Add(found, Number(fields[0]), output, fields[1], fields[2]);
            }
        }

        return [.. found.Select(l => l.ToDictionary(e => e.Key.Name, e => e.Value.Elements))];
    }

    private List<Dictionary<ProcessInstance, IReadOnlyList<long>>> Firings(int launches)
    {
        var found = Enumerable.Range(0, launches).Select(_ => Design.Processes.Select(_ => new List<long>()).ToArray()).ToList();
        foreach (var fields in File.ReadLines(Path.Combine(folder, "firings.out")).Select(l => l.Split(' ')))
            found[Number(fields[0])][Number(fields[2])].Add(long.Parse(fields[1], CultureInfo.InvariantCulture));
        return [.. found.Select(l => l.Select((firings, i) => (firings, i)).ToDictionary(
            f => Design.Processes[f.i], f => (IReadOnlyList<long>)f.firings))];
    }

    private List<Dictionary<Channel, SimulatedElements>> Channels(int launches)
    {
        var found = Empty(launches, Design.Channels.Where(c => c is { Role: ChannelRole.Data, Writer: not null, Reader: not null }));
        foreach (var fields in File.ReadLines(Path.Combine(folder, "elements.out")).Select(l => l.Split(' ')))
            Add(found, Number(fields[0]), Design.Channels[Number(fields[2])], fields[1], fields[3]);
        return [.. found.Select(l => l.ToDictionary(e => e.Key, e => e.Value.Elements))];
    }

    private static List<Dictionary<Channel, Collected>> Empty(int launches, IEnumerable<Channel> channels) =>
        [.. Enumerable.Range(0, launches).Select(_ => channels.ToDictionary(c => c, _ => new Collected()))];

    private static void Add(List<Dictionary<Channel, Collected>> found, int launch, Channel channel, string cycle, string word)
    {
        var collected = found[launch][channel];
        collected.Cycles.Add(long.Parse(cycle, CultureInfo.InvariantCulture));
        collected.Raw.AddRange(HexWords.Parse(word, channel.Type));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Collected
    {
        internal List<long> Cycles { get; } = [];

        internal List<long> Raw { get; } = [];

        internal SimulatedElements Elements => new(Cycles, [.. Raw]);
    }
}
