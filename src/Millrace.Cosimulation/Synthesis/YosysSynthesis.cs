using System.Text.RegularExpressions;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>
/// Synthesis of emitted SystemVerilog by Yosys for UltraScale+ (<c>synth_xilinx -family xcup</c>). Processes, and in them the ends of
/// channels and the memories, are kept apart, so that each can be counted; what could be shared between them is not. The FIFO of an output
/// of the network stands with whoever reads it, and an off-chip port's adapter is no part of the text: both are left out of the estimate
/// too. The credits of an output are counted with the process that writes it.
/// </summary>
public static class YosysSynthesis
{
    private const string Kept = "*mr_fifo* *mr_tokens* *mr_credits* *mr_memory* *mr_copy*";

    private static readonly Regex Contents = new("\"(\\w+\\.hex)\"");
    private static readonly Regex Comment = new("//.*$", RegexOptions.Multiline);

    /// <summary>Synthesizes a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cache">Where netlists are kept; null to synthesize in any case.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Yosys is missing, or refuses the design.</exception>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog yet.</exception>
    public static SynthesisReport Run(
        Design design, string folder, VerilatorCache? cache, Action<string>? progress = null, CancellationToken cancellation = default) =>
        Run([design], folder, cache, progress, cancellation)[0];

    /// <summary>Synthesizes several designs at once, which saves the time that reading the library takes.</summary>
    /// <param name="designs">The designs.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cache">Where netlists are kept; null to synthesize in any case.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A report of each.</returns>
    /// <exception cref="CosimulationException">Yosys is missing, or refuses a design.</exception>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog yet.</exception>
    public static IReadOnlyList<SynthesisReport> Run(
        IReadOnlyList<Design> designs, string folder, VerilatorCache? cache, Action<string>? progress = null,
        CancellationToken cancellation = default)
    {
        var emitted = designs.Select(SystemVerilogEmitter.Emit).ToList();
        var files = new List<string>();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = designs.Select((d, i) => Write(d, emitted[i], i, folder, known, files)).ToList();
        var modules = known.Values.Concat(emitted.Select((e, i) => FormattableString.Invariant($"d{i}_{e.Top}")));
        const string All = "all";
        var top = $"module {All}; {string.Concat(emitted.Select((e, i) => $"(* keep *) d{i}_{e.Top} u{i} (); "))} endmodule\n";
        File.WriteAllText(Path.Combine(folder, All + ".sv"), top);
        string[] script =
        [
            $"read_verilog -sv -noassert -D MILLRACE_DSP48E2 {string.Join(' ', files)} {All}.sv",
            $"hierarchy -top {All}",
            $"setattr -mod -set keep_hierarchy 1 {string.Join(' ', modules)} {Kept}",
            $"synth_xilinx -family xcup -uram -noiopad -noclkbuf -flatten -top {All}",
            $"setattr -mod -unset keep_hierarchy {Kept}",
            "flatten",
            "hierarchy -purge_lib",
        ];
        var netlist = cache is null
            ? Synthesize(Path.Combine(folder, "netlist.json"))
            : cache.Get($"netlist-{Name(folder, script, cancellation)}.json", path => Synthesize(path));
        var read = NetlistModule.Read(netlist);
        return [.. designs.Select((d, i) => Report(d, emitted[i], names[i], read))];

        string Synthesize(string path)
        {
            File.WriteAllLines(Path.Combine(folder, "script.ys"), [.. script, $"write_json {path}"]);
            Map(folder, known.Count, progress, cancellation);
            return path;
        }
    }

    private static string Name(string folder, IEnumerable<string> script, CancellationToken cancellation) => ContentName.Of(
    [
        Tool.Run("yosys", "yosys", folder, ["-V"], cancellation), .. script,
        .. Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(f => new[] { Path.GetFileName(f), File.ReadAllText(f) }),
    ]);

    private static void Map(string folder, int processes, Action<string>? progress, CancellationToken cancellation)
    {
        var mapped = 0;
        progress?.Invoke(FormattableString.Invariant($"synthesizing {processes} processes with Yosys"));
        Tool.Run("yosys", "yosys", folder, ["-Q", "-T", "script.ys"], cancellation, line =>
        {
            // The mapping to tables, module by module, is most of the work.
            if (Regex.Match(line, @"^Extracting gate netlist of module `\\?([^']*)'") is { Success: true } match)
                progress?.Invoke(FormattableString.Invariant($"mapping module {++mapped}: {match.Groups[1].Value}"));
        });
    }

    /// <summary>Writes the modules of a design; processes whose text is that of one before are that one.</summary>
    private static Dictionary<string, string> Write(
        Design design, SystemVerilogDesign emitted, int number, string folder, Dictionary<string, string> known, List<string> files)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var module in design.Processes.Select(p => emitted.ModuleOf[p.Path]))
        {
            var text = emitted.Files[module + ".sv"];
            var contents = Contents.Matches(text).Select(m => emitted.Files.GetValueOrDefault(m.Groups[1].Value, ""));
            var key = ContentName.Of([Comment.Replace(text, "").Replace(module, "module", StringComparison.Ordinal), .. contents]);
            if (known.TryGetValue(key, out var same))
            {
                names[module] = same;
                continue;
            }

            var name = names[module] = known[key] = FormattableString.Invariant($"d{number}_{module}");
            Save(name + ".sv", Renamed(text));
        }

        Save(FormattableString.Invariant($"d{number}_{emitted.Top}.sv"), Renamed(emitted.Files[emitted.Top + ".sv"]));
        foreach (var (file, text) in emitted.Files)
        {
            if (file.StartsWith("mr_", StringComparison.Ordinal))
                Save(file, text);
            else if (file.EndsWith(".hex", StringComparison.Ordinal))
                File.WriteAllText(Path.Combine(folder, FormattableString.Invariant($"d{number}_{file}")), text);
        }

        return names;

        void Save(string file, string text)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
            if (!files.Contains(file))
                files.Add(file);
        }

        string Renamed(string text)
        {
            text = Regex.Replace(text, @"\b[A-Za-z]\w*\b(?= u_)|(?<=\bmodule )\w+", m => m.Value == emitted.Top
                ? FormattableString.Invariant($"d{number}_{m.Value}")
                : names.GetValueOrDefault(m.Value, m.Value));
            return Contents.Replace(text, FormattableString.Invariant($"\"d{number}_") + "$1\"");
        }
    }

    private static SynthesisReport Report(
        Design design, SystemVerilogDesign emitted, IReadOnlyDictionary<string, string> names,
        IReadOnlyDictionary<string, NetlistModule> netlist)
    {
        var found = new Dictionary<string, ResourceUse>(StringComparer.Ordinal);
        var paths = new Dictionary<string, CriticalPath>(StringComparer.Ordinal);
        foreach (var process in design.Processes)
        {
            var module = netlist[names[emitted.ModuleOf[process.Path]]];
            var places = Places(process);
            foreach (var cell in module.Cells)
            {
                var path = places.GetValueOrDefault(cell.Instance, process.Path);
                found[path] = found.GetValueOrDefault(path) + CellCosts.Of(cell.Type);
            }

            if (NetlistTiming.Of(module) is { } longest)
                paths[process.Path] = longest;
        }

        return new SynthesisReport(Parts(design, found), paths);
    }

    private static List<SynthesizedPart> Parts(Design design, Dictionary<string, ResourceUse> found)
    {
        var tables = design.Processes
            .SelectMany(p => p.Process.Values.OfType<TableValue>().Select(t => (p.Path, Part: $"{p.Path}.{t.Table.Name}")))
            .Distinct().ToLookup(t => t.Path, t => t.Part);
        var isTable = tables.SelectMany(t => t).ToHashSet(StringComparer.Ordinal);
        var items = ResourceEstimator.Estimate(design).Items;
        var parts = new List<SynthesizedPart>();
        var outside = design.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var item in items.Where(i => i.Kind != ResourceKind.OffChip && !isTable.Contains(i.Path) && !outside.Contains(i.Path)))
        {
            var estimated = item.Use;
            if (item.Kind == ResourceKind.Process)
            {
                foreach (var table in tables[item.Path])
                    estimated += items.First(i => i.Path == table).Use;
            }

            parts.Add(new(item.Path, item.Kind, estimated, found.GetValueOrDefault(item.Path)));
        }

        return parts;
    }

    /// <summary>The part that each instance in a process's module belongs to.</summary>
    private static Dictionary<string, string> Places(ProcessInstance process)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var access in process.Channels)
        {
            var end = access.Channel.Role switch
            {
                ChannelRole.FullBlocks => access.Port.Name + "_full",
                ChannelRole.FreeBlocks => access.Port.Name + "_free",
                _ => access.Port.Name,
            };
            if (access.Channel.Reader is null)
                continue;
            foreach (var kind in new[] { "_fifo", "_tokens", "_credits" })
                places[end + kind] = access.Channel.Name;
            if (access.Channel.Role == ChannelRole.FullBlocks)
                places[access.Port.Name + "_memory"] = access.Channel.Name;
        }

        foreach (var memory in process.Process.Accesses.OfType<MemoryReadValue>().Select(r => r.Memory))
            places["m_" + memory.Name] = $"{process.Path}.{memory.Name}";
        return places;
    }
}
