using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Millrace.Cosimulation;

/// <summary>Another program, run to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Kills it and what it started.</param>
    /// <param name="line">Told each line as it comes.</param>
    /// <returns>What it said on both its outputs.</returns>
    /// <exception cref="CosimulationException">It is not installed, or it failed.</exception>
    internal static string Run(
        string program, string package, string folder, IReadOnlyList<string> arguments, CancellationToken cancellation,
        Action<string>? line = null)
    {
        var (code, said) = Try(program, package, folder, arguments, cancellation, line);
        return code == 0 ? said : throw new CosimulationException($"{program} failed with exit code {code}:\n{said.Trim()}");
    }

    /// <summary>Runs one that may fail.</summary>
    /// <returns>Its exit code, and what it said on both its outputs.</returns>
    /// <inheritdoc cref="Run"/>
    internal static (int Code, string Said) Try(
        string program, string package, string folder, IReadOnlyList<string> arguments, CancellationToken cancellation,
        Action<string>? line = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var said = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw new CosimulationException($"{program} is not installed: install the package {package} (apt-get install {package}).");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, said.ToString());

        void Append(string? text)
        {
            if (text is null)
                return;
            line?.Invoke(text);
            lock (said)
                said.Append(text).Append('\n');
        }
    }
}
