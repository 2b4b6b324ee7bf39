using System.Globalization;

namespace Millrace.Hls;

/// <summary>
/// A design as synthesizable SystemVerilog, in the subset of IEEE 1800-2012 that Verilator, Yosys and Vivado all read: one module a
/// process, one that joins them, and a small library of primitives. Every firing happens in the cycle that the time face gives, every bit
/// is the run face's.
/// </summary>
public static class SystemVerilogEmitter
{
    /// <summary>Emits a design.</summary>
    /// <param name="design">The design.</param>
    /// <returns>Its files; the same text on every run and every machine.</returns>
    /// <exception cref="DiagnosticException">MR0501, MR0502, MR0504: something that has no SystemVerilog yet.</exception>
    public static SystemVerilogDesign Emit(Design design)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var primitive in Primitives.All)
            files[primitive.Key] = primitive.Value;
        var names = new Identifiers();
        var top = names.Take(design.Network.Name + "_network");
        var testbench = names.Take(design.Network.Name + "_testbench");
        var memory = names.Take("mr_test_memory");
        var modules = design.Processes.ToDictionary(
            p => p.Path, p => names.Take($"{design.Network.Name}_{p.Path}"), StringComparer.Ordinal);
        foreach (var process in design.Processes)
        {
            var (text, contents) = ProcessEmitter.Emit(process, modules[process.Path]);
            files[modules[process.Path] + ".sv"] = text;
            foreach (var file in contents)
                files[file.Key] = file.Value;
        }

        var network = new NetworkEmitter(design, top, modules);
        files[top + ".sv"] = network.Run();
        files[testbench + ".sv"] = new TestbenchEmitter(design, network, testbench, memory).Run();
        var boundary = design.Inputs.Concat(design.Outputs).Select(c => (c.Name, Wire: network.Wire(c)))
            .Concat(design.Memories.Select(m => (m.Name, Wire: network.Name(m))));
        return new SystemVerilogDesign(top, testbench, files, boundary.ToDictionary(b => b.Name, b => b.Wire, StringComparer.Ordinal))
        {
            ModuleOf = modules,
        };
    }

    /// <summary>Invariant text of a number.</summary>
    internal static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
