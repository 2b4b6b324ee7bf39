namespace Millrace.Cosimulation;

/// <summary>Verilator's run-time library, compiled once and linked to every model.</summary>
internal static class VerilatorRuntime
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal); // for the life of the process, without a cache
    private static string? ownFolder;

    /// <summary>What the compilers say they are; part of the name of all that they make.</summary>
    internal static string Version(CancellationToken cancellation) =>
        Once(Versions, "verilator", () => Tool.Run("verilator", "verilator", ".", ["--version"], cancellation))
        + Once(Versions, "g++", () => Tool.Run("g++", "g++", ".", ["--version"], cancellation));

    /// <summary>Compiles what Verilator wrote in <c>obj_dir</c> with <c>main.cpp</c> to a program.</summary>
    /// <param name="folder">Where both are.</param>
    /// <param name="program">Where the program goes.</param>
    /// <param name="trace">Whether it writes wave forms.</param>
    /// <param name="cache">Keeps the library; null to compile it again in every process.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static void Link(string folder, string program, bool trace, VerilatorCache? cache, CancellationToken cancellation)
    {
        var root = Root(cancellation);
        string[] library = trace
            ? ["verilated.cpp", "verilated_threads.cpp", "verilated_fst_c.cpp"]
            : ["verilated.cpp", "verilated_threads.cpp"];
        var objects = library.Select(source => Object(root, source, trace, cache, cancellation)).ToList();
        // One file of all, as Verilator's own make files do it: most of the time goes into its headers, which are then read once.
        const string all = "model.cpp";
        var sources = Directory.GetFiles(Path.Combine(folder, "obj_dir"), "*.cpp").Order(StringComparer.Ordinal)
            .Select(file => $"obj_dir/{Path.GetFileName(file)}").Prepend("main.cpp");
        File.WriteAllLines(Path.Combine(folder, all), sources.Select(source => $"#include \"{source}\""));
        Tool.Run(
            "g++", "g++", folder,
            [
                .. Flags(root, trace), "-Iobj_dir", "-o", program, all, .. objects, "-pthread", "-latomic",
                .. trace ? new[] { "-lz" } : [],
            ],
            cancellation);
    }

    private static string[] Flags(string root, bool trace) =>
    [
        "-std=c++17", "-O1", "-w", $"-I{root}/include", $"-I{root}/include/vltstd",
        .. trace ? new[] { "-DVM_TRACE=1", "-DVM_TRACE_FST=1" } : [],
    ];

    private static string Root(CancellationToken cancellation) =>
        Once(Versions, "root", () => Tool.Run("verilator", "verilator", ".", ["--getenv", "VERILATOR_ROOT"], cancellation).Trim());

    private static string Object(string root, string source, bool trace, VerilatorCache? cache, CancellationToken cancellation)
    {
        if (trace && !File.Exists("/usr/include/zlib.h"))
            throw new CosimulationException("wave forms need zlib: install the package zlib1g-dev (apt-get install zlib1g-dev).");
        var version = Version(cancellation);
        lock (Gate)
        {
            var key = ContentName.Of([version, source, $"{trace}"]);
            if (cache is not null)
                return cache.Get($"{Path.GetFileNameWithoutExtension(source)}-{key}.o", Compile);
            if (Own.TryGetValue(key, out var known))
                return known;
            if (ownFolder is null)
            {
                ownFolder = Directory.CreateTempSubdirectory("millrace_verilator_").FullName;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(ownFolder, recursive: true);
            }

            var path = Path.Combine(ownFolder, $"{source}.{trace}.o");
            Compile(path);
            return Own[key] = path;
        }

        void Compile(string path) =>
            Tool.Run("g++", "g++", ".", [.. Flags(root, trace), "-c", "-o", path, $"{root}/include/{source}"], cancellation);
    }

    private static string Once(Dictionary<string, string> known, string key, Func<string> find)
    {
        lock (Gate)
            return known.TryGetValue(key, out var value) ? value : known[key] = find();
    }
}
