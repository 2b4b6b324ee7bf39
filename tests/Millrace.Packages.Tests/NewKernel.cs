namespace Millrace.Packages.Tests;

/// <summary>The packages in a feed of their own, and a project that was made from the template and built with them alone; all of it in
/// a folder that is gone afterwards.</summary>
public sealed class NewKernel : IDisposable
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly string folder = Directory.CreateTempSubdirectory("millrace_").FullName;
    private readonly Dotnet dotnet;

    public NewKernel()
    {
        dotnet = new(Path.Combine(folder, "home"));
        foreach (var project in new[] { "src/Millrace.Hls", "src/Millrace.Kernels", "templates/Millrace.Templates" })
            dotnet.Run(Repository.Root, "pack", project, "--no-build", "-c", Configuration, "-o", Feed, "-v", "quiet");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), NugetConfig);
        dotnet.Run(folder, "new", "install", Directory.GetFiles(Feed, "Millrace.Templates.*").Single());
        dotnet.Run(folder, "new", "millrace-kernel", "--name", Name);
        dotnet.Run(Folder, "build", "-v", "quiet");
    }

    /// <summary>What the project is called: no identifier of C#, and one that snake case changes.</summary>
    internal static string Name => "Row-PeakOf2";

    internal string Feed => Path.Combine(folder, "feed");

    internal string Folder => Path.Combine(folder, Name);

    /// <summary>What the project fetched from the feed.</summary>
    internal string Packages => Path.Combine(folder, "packages");

    /// <summary>The feed, and nothing else for packages of this house; packages of the tests lie on this machine, since these tests use
    /// them.</summary>
    private string NugetConfig => $"""
        <configuration>
          <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="tests" value="{MachinePackages}" /></fallbackPackageFolders>
          <config><add key="globalPackagesFolder" value="{Packages}" /></config>
        </configuration>
        """;

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Runs the command in the project's folder.</summary>
    internal string Run(params string[] arguments) => dotnet.Run(Folder, arguments);
}
