using System.Diagnostics;

namespace Millrace.Packages.Tests;

/// <summary>The <c>dotnet</c> command as somebody has it who has nothing of this house: a home and packages of its own.</summary>
/// <param name="Home">Folder of what the command keeps for a user.</param>
internal sealed record Dotnet(string Home)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs what must succeed.</summary>
    /// <returns>Standard output, with line ends of one character.</returns>
    internal string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a surrounding build or test run says of itself must not reach this one.
        foreach (var name in start.Environment.Keys.Where(IsOfTheCaller).ToArray())
            start.Environment.Remove(name);
        foreach (var name in new[] { "HOME", "DOTNET_CLI_HOME" })
            start.Environment[name] = Home;
        foreach (var name in new[] { "DOTNET_NOLOGO", "DOTNET_CLI_TELEMETRY_OPTOUT", "MSBUILDDISABLENODEREUSE" })
            start.Environment[name] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} took more than {Limit.TotalMinutes} minutes");
        }

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output.Result}{error.Result}");
        return output.Result.ReplaceLineEndings("\n");
    }

    private static bool IsOfTheCaller(string name) =>
        name.StartsWith("NUGET_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
