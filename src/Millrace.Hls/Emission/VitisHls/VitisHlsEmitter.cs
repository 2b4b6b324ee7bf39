namespace Millrace.Hls;

/// <summary>
/// A design as C++ for Vitis HLS, as a hand would have written it: a function a process, one with <c>dataflow</c> that joins them, a test
/// bench, scripts. Every bit is the run face's; when things happen is the tool's affair.
/// </summary>
public static class VitisHlsEmitter
{
    /// <summary>Emits a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">Part and clock.</param>
    /// <returns>Its files; the same text on every run and every machine.</returns>
    /// <exception cref="DiagnosticException">MR0505, MR0506: something that has no C++ yet.</exception>
    public static VitisHlsDesign Emit(Design design, VitisHlsOptions? options = null)
    {
        Check(design);
        var names = new HlsDesign(design);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var process in design.Processes)
        {
            var (emitter, function) = (new HlsProcessEmitter(names, process), names.FunctionOf(process));
            files[$"src/{function}.h"] = emitter.Run();
            if (emitter.Contents.Length > 0)
                files[$"src/{function}_contents.h"] = emitter.Contents;
        }

        var top = new HlsTopEmitter(names);
        files[$"src/{names.Top}.h"] = top.Header();
        files[$"src/{names.Top}.cpp"] = top.Source();
        foreach (var (file, text) in Primitives.Read("vitis-hls/"))
            files[file] = text;
        foreach (var (file, text) in HlsProject.Files(names, options ?? new VitisHlsOptions()))
            files[file] = text;
        var boundary = design.Inputs.Concat(design.Outputs).ToDictionary(c => c.Name, names.NameOf, StringComparer.Ordinal);
        foreach (var (memory, _, name) in names.Memories)
            boundary.TryAdd(memory.Name, name);
        return new VitisHlsDesign(names.Top, files, boundary);
    }

    private static void Check(Design design)
    {
        if (design.Channels.FirstOrDefault(c => c.Writer is not null && c.Writer == c.Reader) is not { } loop)
            return;
        throw new DiagnosticException("MR0506", design.Processes.First(p => p.Path == loop.Writer).Process.Position,
            $"channel '{loop.Name}' leads from process '{loop.Writer}' back to itself; C++ is emitted of channels between two processes: "
            + "keep the elements in a register or memory");
    }
}
