namespace Millrace.Cosimulation;

/// <summary>Verilator's run-time library, compiled once in a process's life and linked to every model.</summary>
internal static class VerilatorRuntime
{
    private static readonly Lock Gate = new();
    private static (string Root, string Folder)? compiled;

    /// <summary>Compiles what Verilator wrote in <c>obj_dir</c> with <c>main.cpp</c> to the program <c>simulation</c>.</summary>
    internal static void Link(string folder, CancellationToken cancellation)
    {
        var (root, library) = Compiled(cancellation);
        var sources = Directory.GetFiles(Path.Combine(folder, "obj_dir"), "*.cpp").Order(StringComparer.Ordinal);
        Tool.Run(
            "g++", "g++", folder,
            [
                "-std=c++17", "-O1", "-w", $"-I{root}/include", $"-I{root}/include/vltstd", "-Iobj_dir", "-o", "simulation", "main.cpp",
                .. sources, .. Directory.GetFiles(library, "*.o"), "-pthread", "-latomic",
            ],
            cancellation);
    }

    private static (string Root, string Folder) Compiled(CancellationToken cancellation)
    {
        lock (Gate)
        {
            if (compiled is { } known)
                return known;
            var folder = Directory.CreateTempSubdirectory("millrace_verilator_").FullName;
            var root = Tool.Run("verilator", "verilator", folder, ["--getenv", "VERILATOR_ROOT"], cancellation).Trim();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            foreach (var source in new[] { "verilated.cpp", "verilated_threads.cpp" })
                Tool.Run(
                    "g++", "g++", folder,
                    ["-std=c++17", "-O1", "-w", "-c", $"-I{root}/include", $"-I{root}/include/vltstd", $"{root}/include/{source}"],
                    cancellation);
            compiled = (root, folder);
            return compiled.Value;
        }
    }
}
