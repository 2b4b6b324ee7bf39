using Millrace.Accelerators;
using Millrace.Analysis;
using Millrace.Cosimulation;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Kernels;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary>Turns what a command throws into what the user reads and the exit code.</summary>
internal static class Failures
{
    /// <summary>Reports a failure on standard error.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="designIsUsers">Whether the design was the user's: only then are its deadlocks, diagnostics and kernels' parameters the user's too.</param>
    /// <param name="terminal">Where to report it.</param>
    public static int Report(Exception failure, bool designIsUsers, Terminal terminal)
    {
        switch (failure)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case DifferenceException:
                terminal.Error.WriteLine($"millrace: {failure.Message}");
                return ExitCode.Difference;
            case ModelException or HardwareException or AnalysisException or DesignPointException or UsageException or CosimulationException
                or KernelCatalogueException:
            case DeadlockException or DiagnosticException or KernelParameterException when designIsUsers:
                terminal.Error.WriteLine($"millrace: {failure.Message}");
                return ExitCode.UserError;
            case IOException:
                // What is read and what is written to files has sentences of its own; what is left is standard output.
                terminal.Error.WriteLine($"millrace: the output cannot be written ({failure.Message.TrimEnd('.')}).");
                return ExitCode.UserError;
            default:
                terminal.Error.WriteLine($"millrace: internal error, a mistake in Millrace and not in what was given; please report it:\n{failure}");
                return ExitCode.InternalError;
        }
    }
}
